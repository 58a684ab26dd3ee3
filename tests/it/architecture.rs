//! Holds the architecture: who may use whom, which foreign crate lives where, and that every file says what it owns.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules a module may use besides itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("time", &[]),
    ("policy", &["time"]),
    ("capture", &["time"]),
    ("document", &["capture"]),
    ("claim", &["time", "capture", "document"]),
    ("timeline", &["time", "policy", "capture", "document", "claim"]),
    ("compare", &["document"]),
    ("finding", &["time", "policy", "capture", "timeline", "document", "claim", "compare"]),
    ("report", &["time", "policy", "capture", "timeline", "document", "claim", "compare", "finding"]),
    ("source", &["time", "capture"]),
    ("store", &["time", "policy", "capture", "timeline", "document", "claim"]),
    (
        "ops",
        &[
            "time", "policy", "capture", "timeline", "document", "claim", "compare", "finding", "report", "source",
            "store", "notify", "config",
        ],
    ),
    ("notify", &["time", "finding", "report", "source"]),
    // What a filter of alerts can name is the report's.
    ("config", &["time", "policy", "document", "source", "report"]),
    (
        "cli",
        &[
            "time", "policy", "capture", "timeline", "document", "claim", "compare", "finding", "report", "source",
            "store", "notify", "ops", "config",
        ],
    ),
];

/// Foreign crates and the only modules that may name them.
const LIVES_ONLY_IN: &[(&str, &[&str])] = &[
    ("scraper", &["document"]),
    ("html5ever", &["document"]),
    ("memchr", &["document"]),
    ("selectors", &["document"]),
    ("cssparser", &["document"]),
    ("lopdf", &["document"]),
    ("rustix", &["ops"]),
    ("encoding_rs", &["document"]),
    ("chardetng", &["document"]),
    ("unicode_normalization", &["document"]),
    ("unicode_segmentation", &["document"]),
    ("similar", &["compare"]),
    ("foldhash", &["compare"]),
    ("git2", &["store"]),
    ("reqwest", &["source", "notify"]),
    ("tokio", &["source", "notify"]),
    ("rustls", &["source", "notify"]),
    ("zip", &["source"]),
    ("ring", &["source"]),
    ("p256", &["source"]),
    ("p384", &["source"]),
    ("brotli_decompressor", &["source"]),
    ("atom_syndication", &["report"]),
    ("hmac", &["notify"]),
    ("lettre", &["notify"]),
    ("rayon", &["ops"]),
    ("toml", &["config"]),
    ("schemars", &["config", "source", "report"]),
    ("clap", &["cli"]),
    ("signal_hook", &["cli"]),
    ("anyhow", &["cli"]),
];

fn source_files() -> Vec<PathBuf> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    walk(&root(), &mut files);
    files.sort();
    assert!(files.len() > 10, "found only {files:?}");
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The top-level module a file belongs to: `document` for `src/document/html.rs`.
fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix(root()).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The words that follow each `prefix` in the code of a file, comments left aside.
fn named_after(text: &str, prefix: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split(prefix).skip(1).map(first_word).collect::<Vec<_>>()).collect()
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Whether the code of a file names a foreign crate: `name::…` not preceded by part of a longer path.
fn names_crate(text: &str, name: &str) -> bool {
    let path = format!("{name}::");
    text.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| {
        line.match_indices(&path).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
        })
    })
}

#[test]
fn every_module_uses_only_what_the_design_allows() {
    let allowed: BTreeMap<_, _> = MAY_USE.iter().copied().collect();
    let modules: Vec<&str> = allowed.keys().copied().collect();
    let mut wrong = Vec::new();
    for file in source_files() {
        let module = module_of(&file);
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let Some(may_use) = allowed.get(module.as_str()) else {
            wrong.push(format!("{} is in no row of the table", file.display()));
            continue;
        };
        let text = fs::read_to_string(&file).unwrap();
        for used in named_after(&text, "crate::") {
            if modules.contains(&used.as_str()) && used != module && !may_use.contains(&used.as_str()) {
                wrong.push(format!("{} uses {used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_foreign_crate_is_named_in_one_module() {
    let mut wrong = Vec::new();
    for file in source_files() {
        let module = module_of(&file);
        let text = fs::read_to_string(&file).unwrap();
        for (name, homes) in LIVES_ONLY_IN {
            if !homes.contains(&module.as_str()) && names_crate(&text, name) {
                wrong.push(format!("{} names {name}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_owns() {
    let silent: Vec<_> =
        source_files().into_iter().filter(|file| !fs::read_to_string(file).unwrap().starts_with("//!")).collect();
    assert!(silent.is_empty(), "{silent:?}");
}
