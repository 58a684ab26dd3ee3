//! The plain text that says how a package of evidence is checked with other tools. Every command in it is run by
//! `.ci/archives` as it stands there.
//! Must not know how packages are made.

use std::fmt::Write as _;

use crate::policy::PolicyId;
use crate::source::Archived;

const TEXT: &str = include_str!("how_to_check.txt");

/// How somebody without this program checks the package `name` with these captures, which begin at `places` in its WARC
/// file; `tip` is the commit of the newest version.
pub fn how_to_check(policy: &PolicyId, name: &str, tip: Option<&str>, captures: &[Archived], places: &[u64]) -> String {
    let count = match captures.len() {
        1 => "1 capture".to_owned(),
        count => format!("{count} captures"),
    };
    let mut text = TEXT
        .replace("{policy}", &policy.to_string())
        .replace("{name}", name)
        .replace("{count}", &count)
        .replace("{heading}", &format!("{:>12}  {:20}  {}", "offset", "instant", "body.sha256"))
        .replace("{captures}", &offsets(captures, places))
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

fn offsets(captures: &[Archived], places: &[u64]) -> String {
    let mut text = String::new();
    for (archived, place) in captures.iter().zip(places) {
        let at = archived.capture.provenance.captured_at;
        let _ = writeln!(text, "   {place:>12}  {at}  {}", archived.record.body.sha256);
    }
    text
}

fn addresses(captures: &[Archived]) -> String {
    let mut text = String::new();
    for archived in captures {
        let provenance = &archived.capture.provenance;
        let address = provenance.memento.as_deref().or(provenance.url.as_deref()).unwrap_or("(no address)");
        let address: String = address.chars().filter(|c| !c.is_control()).collect();
        let word = archived.record.archive.as_ref();
        let digest = word.and_then(|word| serde_json::to_value(word.digest_match).ok());
        let digest = digest.as_ref().and_then(|digest| digest.as_str()).unwrap_or("absent");
        let _ = writeln!(text, "   {}  digest: {digest}  {address}", provenance.captured_at);
    }
    text
}
