//! The WARC reader beside another tool's over the same files.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;

use fineprint::source::warc::{Kind, Reader};
use serde_json::Value;

use super::Checks;

/// `counted` names files with what the other tool counted in each: how many records, and of which kinds.
pub fn run(counted: &str, checks: &mut Checks) {
    let counted: Value = serde_json::from_str(&std::fs::read_to_string(counted).unwrap()).unwrap();
    for (path, theirs) in counted.as_object().unwrap() {
        let name = path.rsplit('/').next().unwrap();
        let (mut ours, mut errors) = (BTreeMap::<String, u64>::new(), Vec::new());
        for record in Reader::new(BufReader::new(File::open(path).unwrap())).unwrap() {
            match record {
                Ok(record) => *ours.entry(kind(record.kind())).or_default() += 1,
                Err(error) => errors.push(error.to_string()),
            }
        }
        let kinds = theirs["kinds"].as_object().unwrap();
        let theirs_failed = theirs["error"].is_string();
        let theirs: BTreeMap<String, u64> =
            kinds.iter().map(|(kind, count)| (kind.clone(), count.as_u64().unwrap())).collect();
        println!("{name}: {} records, {errors:?}", ours.values().sum::<u64>());
        if theirs_failed {
            checks.holds(
                &format!("{name}: no fewer records than {theirs:?}, or an error that says where: {ours:?}"),
                !errors.is_empty() || theirs.iter().all(|(kind, count)| ours.get(kind) >= Some(count)),
            );
        } else {
            checks.equal(&format!("{name}: records"), ours, theirs);
        }
    }
}

fn kind(kind: Kind) -> String {
    format!("{kind:?}").to_lowercase()
}
