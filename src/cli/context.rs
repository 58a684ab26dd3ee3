//! What every command has: the store, the output, the clock, the configuration.
//! The only file that reads the clock and the environment.

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;

use super::output::{self, Output, When};
use crate::compare::Lexicon;
use crate::config::{self, Config};
use crate::finding;
use crate::ops::{self, Analysis, Selecting};
use crate::policy::PolicyId;
use crate::report::terminal::Style;
use crate::source::clock::{Clock, RunningClock, StandingClock};
use crate::source::proxy::Proxies;
use crate::source::witness::Keys;
use crate::store::Store;
use crate::time::CapturedAt;

/// The columns of a terminal that does not say how many it has.
const USUAL_WIDTH: usize = 100;

/// What every command has.
pub struct Context {
    store: Option<PathBuf>,
    lexicon: OnceCell<Lexicon>,
    pub output: Output,
}

impl Context {
    /// Reads from the environment what the arguments leave open.
    pub fn new(store: Option<PathBuf>, json: bool, when: When, quiet: bool) -> Self {
        let is_set = |name| environment(name).is_some_and(|value| !value.is_empty());
        let colour = output::colour(when, is_set("NO_COLOR"), is_set("CLICOLOR_FORCE"));
        let columns = environment("COLUMNS").and_then(|columns| columns.parse().ok()).unwrap_or(USUAL_WIDTH);
        let style = Style { width: columns, colour };
        Self { store, lexicon: OnceCell::new(), output: Output { json, quiet, style } }
    }

    /// The store that is named or found upward from the current folder.
    pub fn store(&self) -> anyhow::Result<Store> {
        match &self.store {
            Some(path) => Ok(Store::open(path)?),
            None => Ok(Store::discover(Path::new("."))?),
        }
    }

    /// The lexicon that the configuration at a store's root asks for; the built-in one where it asks for none.
    pub fn lexicon(&self, root: &Path) -> anyhow::Result<&Lexicon> {
        if let Some(lexicon) = self.lexicon.get() {
            return Ok(lexicon);
        }
        let Some(name) = config(root)?.lexicon else { return Ok(Lexicon::built_in()) };
        let path = root.join(&name);
        let advice = || format!("put the file there, or correct `lexicon = {name:?}` in {}", config::FILE_NAME);
        let text = read_to_string(&path).map_err(|error| anyhow::anyhow!("{error:#}\n{}", advice()))?;
        let lexicon = Lexicon::with_overrides(&text).with_context(|| format!("{} cannot be used", path.display()))?;
        Ok(self.lexicon.get_or_init(|| lexicon))
    }

    /// The lexicon for texts that stand in no store: that of the store around them, if there is one.
    pub fn lexicon_here(&self) -> anyhow::Result<&Lexicon> {
        match self.store() {
            Ok(store) => self.lexicon(&store.root()),
            Err(_) if self.store.is_none() => Ok(Lexicon::built_in()),
            Err(error) => Err(error),
        }
    }

    /// A policy's timeline with all that can be said of it.
    pub fn analysis(&self, store: &Store, policy: &PolicyId) -> anyhow::Result<Analysis> {
        let timeline = store.timeline(policy)?;
        let mut siblings = Vec::new();
        if finding::may_be_late(&timeline) {
            let same_site = |other: &PolicyId| other.service() == policy.service() && other != policy;
            for other in store.policies()?.into_iter().filter(same_site) {
                siblings.push(store.timeline(&other)?);
            }
        }
        Ok(ops::analyze_among(timeline, &siblings, self.lexicon(&store.root())?))
    }

    /// The path a new store should have, if one was named.
    pub fn named_store(&self) -> Option<&Path> {
        self.store.as_deref()
    }
}

/// The configuration at a store's root; an empty one where there is none.
pub fn config(root: &Path) -> anyhow::Result<Config> {
    let path = root.join(config::FILE_NAME);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Config::parse(&text)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// Which parts of a policy's page are read.
pub fn selecting(config: &Config, policy: &PolicyId) -> anyhow::Result<Selecting> {
    let configured = config.policies.get(policy).map(Selecting::of).transpose();
    Ok(configured.with_context(|| format!("{policy} in {} cannot be read", config::FILE_NAME))?.unwrap_or_default())
}

/// The most bytes a file may have that a person wrote.
const LARGEST_TEXT: u64 = 4 << 20;

/// Reads a lexicon or a declaration; what is too large to be one is refused.
pub fn read_to_string(path: &Path) -> anyhow::Result<String> {
    let unreadable = || format!("{} cannot be read", path.display());
    if fs::metadata(path).with_context(unreadable)?.len() > LARGEST_TEXT {
        anyhow::bail!("{} is too large to be read", path.display());
    }
    fs::read_to_string(path).with_context(unreadable)
}

/// The instant that counts as now; tests fix it with `FINEPRINT_NOW`.
#[expect(clippy::disallowed_methods, reason = "the one look at the clock")]
pub fn now() -> anyhow::Result<CapturedAt> {
    match environment("FINEPRINT_NOW") {
        Some(text) => text.parse().context("FINEPRINT_NOW cannot be used"),
        None => CapturedAt::from_unix(chrono::Utc::now().timestamp()).context("the clock is set to no usable time"),
    }
}

/// Time as it passes from now on; it stands still where `FINEPRINT_NOW` says what time it is.
pub fn clock() -> anyhow::Result<Arc<dyn Clock>> {
    let now = now()?;
    Ok(if environment("FINEPRINT_NOW").is_some() {
        Arc::new(StandingClock::at(now))
    } else {
        Arc::new(RunningClock::from(now))
    })
}

/// Eight bytes that nobody can foresee who does not run this process.
pub fn nonce() -> [u8; 8] {
    seed().to_be_bytes()
}

/// A number that nobody can foresee who does not run this process.
pub fn seed() -> u64 {
    use std::hash::{BuildHasher as _, Hasher as _};
    // The keys of a hasher are random for every process.
    std::collections::hash_map::RandomState::new().build_hasher().finish()
}

/// The proxies that the usual variables name. `HTTP_PROXY` in capitals is a header's in a CGI program, so it is not read.
pub fn proxies() -> Proxies {
    let first = |names: &[&str]| names.iter().find_map(|name| environment(name)).filter(|value| !value.is_empty());
    let all = first(&["all_proxy", "ALL_PROXY"]);
    Proxies {
        http: first(&["http_proxy"]).or_else(|| all.clone()),
        https: first(&["https_proxy", "HTTPS_PROXY"]).or(all),
        none_for: first(&["no_proxy", "NO_PROXY"]),
    }
}

/// What the environment holds under a name that somebody else chose.
pub fn variable(name: &str) -> Option<String> {
    environment(name).filter(|value| !value.is_empty())
}

/// Whom a source may write to about this program's visits.
pub fn contact() -> Option<String> {
    environment("FINEPRINT_CONTACT")
}

/// The keys of an account at the Internet Archive, for Save Page Now.
pub fn witness_keys() -> Option<Keys> {
    let access = environment("FINEPRINT_IA_ACCESS").filter(|key| !key.is_empty())?;
    let secret = environment("FINEPRINT_IA_SECRET").filter(|key| !key.is_empty())?;
    Some(Keys { access, secret })
}

/// What a program that shows pages gets of the environment: what it needs to run, and no secrets.
pub fn renderer_environment() -> Vec<(String, String)> {
    const NEEDED: [&str; 12] = [
        "PATH",
        "HOME",
        "LANG",
        "TMPDIR",
        "TEMP",
        "TMP",
        "SYSTEMROOT",
        "XDG_RUNTIME_DIR",
        "http_proxy",
        "https_proxy",
        "no_proxy",
        "DISPLAY",
    ];
    NEEDED.into_iter().filter_map(|name| Some((name.to_owned(), environment(name)?))).collect()
}

/// The system's folder for temporary files.
pub fn temporary_folder() -> PathBuf {
    std::env::temp_dir()
}

#[expect(clippy::disallowed_methods, reason = "the one look at the environment")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
