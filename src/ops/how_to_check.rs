//! The plain text that says how a package of evidence is checked with other tools. Every command in it is run by
//! `.ci/archives` as it stands there.
//! Must not know how packages are made.

use std::fmt::Write as _;

use crate::policy::PolicyId;
use crate::source::wacz::pack::Packed;

const TEXT: &str = include_str!("how_to_check.txt");

/// How somebody without this program checks the package `name` with these captures; `tip` is the commit of the newest
/// version.
pub fn how_to_check(policy: &PolicyId, name: &str, tip: Option<&str>, captures: &[Packed]) -> String {
    let count = match captures.len() {
        1 => "1 capture".to_owned(),
        count => format!("{count} captures"),
    };
    let mut text = TEXT
        .replace("{policy}", &policy.to_string())
        .replace("{name}", name)
        .replace("{count}", &count)
        .replace("{heading}", &format!("{:>12}  {:20}  {}", "offset", "instant", "body.sha256"))
        .replace("{captures}", &offsets(captures))
        .replace("{addresses}", &addresses(captures));
    if let Some(tip) = tip {
        let _ = write!(
            text,
            "5. The history in git is the one that these captures give. In the store, the newest version is the commit\n\n   {tip}\n\n   \
             git fsck\n   git log --format='%H %aI %s' {tip}\n\n"
        );
    }
    text.push_str(
        "What this does not show: that the server sent these pages to anybody else, and, where there is no capture, that the\n\
         page did not change. The instants are the archives' own where a capture has an address in an archive; records say\n\
         besides when this program fetched it (fetched_at), by the clock of the computer it ran on, and the pages say themselves\n\
         of when they want to be. The three are never the same thing.\n",
    );
    text
}

fn offsets(captures: &[Packed]) -> String {
    let mut text = String::new();
    for Packed { place, captured_at, body, .. } in captures {
        let _ = writeln!(text, "   {place:>12}  {captured_at}  {body}");
    }
    text
}

fn addresses(captures: &[Packed]) -> String {
    let mut text = String::new();
    for Packed { captured_at, address, digest_match, .. } in captures {
        let address = address.as_deref().unwrap_or("(no address)");
        let address: String = address.chars().filter(|c| !c.is_control()).collect();
        let digest = digest_match.and_then(|fixity| serde_json::to_value(fixity).ok());
        let digest = digest.as_ref().and_then(|digest| digest.as_str()).unwrap_or("absent");
        let _ = writeln!(text, "   {captured_at}  digest: {digest}  {address}");
    }
    text
}
