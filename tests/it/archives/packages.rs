//! WACZ packages that somebody else made, from the file to the store.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::PAGE;
use super::history::{POLICY, archive, history, versions};
use crate::harness::{Ran, World};

/// The files of a package that this program made, by their names.
fn files(world: &World) -> Vec<(String, Vec<u8>)> {
    history(world, &archive()).succeeded();
    world.run(["--store", "past", "export", POLICY, "--wacz", "own.wacz"]).succeeded();
    let mut zip = ZipArchive::new(std::fs::File::open(world.path().join("own.wacz")).unwrap()).unwrap();
    let count = zip.len();
    let mut read = |number| {
        let mut file = zip.by_index(number).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().to_string(), bytes)
    };
    (0..count).map(&mut read).collect()
}

fn packed(files: &[(String, Vec<u8>)], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The same package with the list of its files in the form for packages of more than four gigabytes.
fn as_zip64(zip: &[u8]) -> Vec<u8> {
    let end = zip.len() - 22;
    let number = |at: usize, bytes: usize| {
        zip[end + at..][..bytes].iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
    };
    let (entries, size, offset) = (number(10, 2), number(12, 4), number(16, 4));
    let mut made = zip[..end].to_vec();
    // The end of the list, where it is, and an end of the old form that says that there is a new one.
    made.extend([0x50, 0x4b, 6, 6]);
    made.extend(44_u64.to_le_bytes());
    made.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [entries, entries, size, offset] {
        made.extend(number.to_le_bytes());
    }
    made.extend([0x50, 0x4b, 6, 7, 0, 0, 0, 0]);
    made.extend((end as u64).to_le_bytes());
    made.extend([1, 0, 0, 0]);
    made.extend([0x50, 0x4b, 5, 6, 0, 0, 0, 0]);
    made.extend([0xff; 12]);
    made.extend([0, 0]);
    made
}

fn rebuilt(world: &World, package: &str, out: &str) -> Ran {
    world.run(["history", PAGE, "--warc", package, "--out", out, "--json"])
}

#[test]
fn a_package_in_the_form_for_large_ones_gives_the_same_past() {
    let world = World::empty();
    let files = files(&world);
    let zip = packed(&files, SimpleFileOptions::DEFAULT.large_file(true));
    world.file("large.wacz", as_zip64(&zip));
    let expected = versions(rebuilt(&world, "own.wacz", "from-own").succeeded());
    assert_eq!(expected.len(), 4);
    let ran = rebuilt(&world, "large.wacz", "from-large");
    assert_eq!(versions(ran.succeeded()), expected);
    assert!(!ran.stderr.contains("warning"), "{ran:?}");
}

#[test]
fn a_file_in_the_place_of_an_address_is_told_where_it_belongs() {
    let world = World::empty();
    world.file("site.wacz", "PK");
    world.run(["history", "site.wacz"]).failed(2, &["is a file", "history URL --warc site.wacz", "--below"]);
}

#[test]
fn a_package_with_a_path_that_leads_out_of_it_is_refused_whole() {
    let world = World::empty();
    let files = files(&world);
    for name in ["../evil.warc", "archive/../../evil.warc", "/tmp/evil.warc", "archive\\..\\evil.warc", "c:evil.warc"] {
        let mut files = files.clone();
        files.insert(1, (name.to_owned(), b"WARC/1.1\r\n".to_vec()));
        world.file("evil.wacz", packed(&files, SimpleFileOptions::DEFAULT));
        let ran = rebuilt(&world, "evil.wacz", "from-evil");
        ran.failed(2, &["evil.warc", "leads out of the package", "nothing of it is read"]);
    }
    let left: Vec<_> = std::fs::read_dir(world.path().join("from-evil/.git/fineprint")).into_iter().flatten().collect();
    assert!(left.iter().all(|entry| entry.as_ref().unwrap().file_name() != "packages"), "{left:?}");
}

#[test]
fn a_changed_file_in_a_package_is_named_and_so_are_many_unknown_ones() {
    let world = World::empty();
    let mut files = files(&world);
    let list = files.iter_mut().find(|(name, _)| name == "pages/pages.jsonl").expect("a list of pages");
    list.1.push(b'\n');
    files.extend((0..500).map(|number| (format!("extra-{number}\u{1b}[2J"), Vec::new())));
    world.file("changed.wacz", packed(&files, SimpleFileOptions::DEFAULT));
    let ran = rebuilt(&world, "changed.wacz", "from-changed");
    assert_eq!(versions(ran.succeeded()).len(), 4);
    assert!(ran.stderr.contains("pages/pages.jsonl does not have its SHA-256"), "{ran:?}");
    assert!(ran.stderr.contains("more; this is not what was packed") && !ran.stderr.contains('\u{1b}'), "{ran:?}");
    assert!(ran.stderr.lines().count() < 30, "{ran:?}");
}

#[test]
fn packages_of_one_name_in_two_folders_are_two() {
    let world = World::empty();
    let block = |text: &str| {
        let page =
            crate::harness::page(&["These terms say how Acme and you deal with each other while you use it.", text]);
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}")
    };
    // Neither has a list of pages; the one is of the version before, the other of the one after.
    for (year, form, text) in [
        ("2019", r#"{"profile":"data-package","wacz_version":"1.1.1"}"#, "We keep your data for one year."),
        ("2021", r#"{"profile":"wacz","wacz_version":"1.2.0"}"#, "We keep your data for ten years."),
    ] {
        let block = block(text);
        let record = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {PAGE}\r\nWARC-Date: {year}-01-01T00:00:00Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        );
        let files = [("datapackage.json", form), ("archive/data.warc", &record)]
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        world.file(&format!("{year}/site.wacz"), packed(&files, SimpleFileOptions::DEFAULT));
    }
    let ran =
        world.run(["history", PAGE, "--warc", "2019/site.wacz", "--warc", "2021/site.wacz", "--out", "past", "--json"]);
    let days: Vec<String> = versions(ran.succeeded()).into_iter().map(|(first, _)| first[..10].to_owned()).collect();
    assert_eq!(days, ["2019-01-01", "2021-01-01"]);
}
