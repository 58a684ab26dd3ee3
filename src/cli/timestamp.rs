//! The options of `fineprint evidence` that have the package stamped by a time-stamping authority.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::context::{self, Context};
use super::output;
use crate::capture::Digest;
use crate::source::http::{Http, Limits, Method, Request};
use crate::source::polite;
use crate::source::timestamp::{self, Authority};

/// Whom to ask for a time stamp, and whom to believe.
#[derive(Debug, clap::Args)]
pub struct TimestampArguments {
    /// Have the package stamped by this authority, as in <https://freetsa.org/tsr>
    #[arg(long, value_name = "URL", requires = "tsa_root", requires = "tsa_leaf")]
    timestamp: Option<String>,
    /// The authority's root certificate (PEM or DER), had from the authority itself
    #[arg(long, value_name = "FILE")]
    tsa_root: Option<PathBuf>,
    /// The authority's signing certificate: a token carries its own, so the root alone would prove nothing
    #[arg(long, value_name = "FILE")]
    tsa_leaf: Option<PathBuf>,
}

impl TimestampArguments {
    /// Asks for a token over `digest`, verifies it against the pinned certificates, and writes request and reply.
    pub fn stamp(&self, context: &Context, path: &Path, digest: Digest) -> anyhow::Result<()> {
        let (Some(url), Some(root), Some(leaf)) = (&self.timestamp, &self.tsa_root, &self.tsa_leaf) else {
            return Ok(());
        };
        let read = |path: &PathBuf| fs::read(path).with_context(|| format!("{} cannot be read", path.display()));
        let Some(authority) = Authority::pinned(&read(root)?, &read(leaf)?) else {
            bail!("the certificates cannot be read\ngive both in PEM or DER");
        };
        let nonce = context::nonce();
        let request = timestamp::request(digest, nonce);
        let http = Http::new(&polite::user_agent(context::contact().as_deref()), Limits::default())?;
        let headers = vec![("content-type".to_owned(), "application/timestamp-query".to_owned())];
        let body = request.clone();
        let response = http.send(&Request { method: Method::Post, url: url.clone(), headers, body })?;
        let stamp = authority.verify(&response.body, digest, Some(nonce)).context("the time stamp is not believed")?;
        for (ending, bytes) in [("tsq", &request), ("tsr", &response.body)] {
            let path = path.with_extension(ending);
            fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))?;
        }
        context.output.talk(&format!("stamped at {} by the authority's clock, number {}", stamp.at, stamp.serial));
        output::complain(
            "check it with: openssl ts -verify -queryfile NAME.tsq -in NAME.tsr -CAfile ROOT.pem -untrusted LEAF.pem",
        );
        Ok(())
    }
}
