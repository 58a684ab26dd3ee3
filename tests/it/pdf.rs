//! PDFs from import to verification, and what hostile ones can do to a run: nothing.

use serde_json::{Value, json};

use crate::harness::World;
use crate::paper::Paper;

const KEPT: &str = "We keep your data for one year after you close your account.";
const SHARED: &str = "We never share your data with other companies, whatever they offer.";

fn policy(kept: &str) -> Paper {
    Paper::default()
        .info("/Title (Acme Privacy) /CreationDate (D:20200304120000+01'00') /ModDate (D:20200501080000Z)")
        .page(&[
            (20, "Acme Privacy Policy"),
            (10, "Last updated: May 1, 2020"),
            (14, "1. What we keep"),
            (10, kept),
            (14, "2. Whom we tell"),
            (10, SHARED),
        ])
}

fn inspect(name: &str, bytes: &[u8]) -> Value {
    let world = World::empty();
    world.file(name, bytes);
    world.run(["inspect", name, "--json"]).succeeded().json()
}

#[cfg(not(feature = "pdf"))]
#[test]
fn without_the_reader_a_pdf_is_skipped_and_the_reason_says_so() {
    assert_eq!(inspect("policy.pdf", &policy(KEPT).bytes())["skipped"], json!("pdf_unsupported"));
    let world = World::with_store();
    world.file("terms-2020-06-01.pdf", policy(KEPT).bytes());
    let ran = world.run(["import", "terms-2020-06-01.pdf", "--policy", "acme/terms"]);
    assert!(ran.succeeded().stderr.contains("the feature `pdf`"), "{ran:?}");
}

#[cfg(feature = "pdf")]
mod read {
    use super::*;

    #[test]
    fn a_pdf_has_sections_claims_and_the_dates_of_its_file() {
        let read = inspect("policy.pdf", &policy(KEPT).bytes());
        let titles: Vec<_> = read["sections"].as_array().unwrap().iter().map(|section| &section["title"]).collect();
        assert_eq!(read["title"], json!("Acme Privacy Policy"));
        assert!(titles.contains(&&json!("What we keep")) && titles.contains(&&json!("Whom we tell")), "{read}");
        let claims: Vec<_> =
            read["claims"].as_array().unwrap().iter().map(|c| (&c["kind"], &c["date"], &c["place"])).collect();
        let expected = [
            (json!("last_updated"), json!("2020-05-01"), json!("visible")),
            (json!("published"), json!("2020-03-04"), json!("meta")),
            (json!("last_updated"), json!("2020-05-01"), json!("meta")),
        ];
        for (kind, date, place) in &expected {
            assert!(claims.contains(&(kind, date, place)), "{kind} {date} {place} in {claims:?}");
        }
    }

    #[test]
    fn the_bytes_decide_and_not_the_name() {
        let told = inspect("policy.html", &policy(KEPT).bytes());
        assert_eq!(told["title"], json!("Acme Privacy Policy"));
        let page = inspect("page.pdf", b"<html><h1>Terms</h1><p>We keep your data for one year, and no longer.");
        assert_eq!((&page["title"], &page["skipped"]), (&json!("Terms"), &json!(null)));
    }

    #[test]
    fn a_pdf_is_recorded_shown_compared_rebuilt_and_verified() {
        let world = World::with_store();
        let bytes = policy(KEPT).bytes();
        world.file("p/terms-2020-06-01.pdf", &bytes);
        world.file("p/terms-2021-06-01.pdf", policy(&KEPT.replace("one year", "ten years")).bytes());
        world.run(["import", "p", "--policy", "acme/terms"]).succeeded();
        let log = world.run(["log", "acme/terms", "--json"]).succeeded().json();
        assert_eq!(log["versions"].as_array().unwrap().len(), 2);
        let folder = world.path().join("snapshots/acme/terms");
        assert!(std::fs::read(folder.join("source.pdf")).unwrap().starts_with(b"%PDF-"));
        assert!(world.run(["show", "acme/terms@1", "--text"]).succeeded().stdout.contains(KEPT));
        let diff = world.run(["diff", "p/terms-2020-06-01.pdf", "p/terms-2021-06-01.pdf", "--json"]).succeeded().json();
        assert_eq!(diff["changes"].as_array().unwrap().len(), 1, "{diff}");
        let before = world.git(["rev-parse", "HEAD"]);
        world.run(["rebuild"]).succeeded();
        assert_eq!(world.git(["rev-parse", "HEAD"]), before, "reading the same bytes again gives the same text");
        world.run(["verify"]).succeeded();
    }

    #[test]
    fn what_real_programs_write_is_read_as_it_is_meant() {
        for (name, bytes) in [
            ("weasyprint.pdf", &include_bytes!("../pdf/weasyprint.pdf")[..]),
            ("chromium.pdf", include_bytes!("../pdf/chromium.pdf")),
            ("ghostscript.pdf", include_bytes!("../pdf/ghostscript.pdf")),
        ] {
            let read = inspect(name, bytes);
            assert_eq!(read["title"], json!("Acme Privacy Policy"), "{name}");
            let sentences: Vec<&str> = read["sections"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|section| section["blocks"].as_array().unwrap())
                .flat_map(|block| block["sentences"].as_array().unwrap())
                .filter_map(Value::as_str)
                .collect();
            for sentence in [
                "We also collect information about your device, including its operating system, its language and its \
                 approximate location.",
                "We may share it with third-party providers who process it on our behalf, under a contract that binds them \
                 to the same standards of confidentiality and protection as we are bound to ourselves.",
            ] {
                assert!(sentences.contains(&sentence), "{name}: {sentence:?} is not in {sentences:#?}");
            }
            let titles: Vec<_> =
                read["sections"].as_array().unwrap().iter().filter_map(|s| s["title"].as_str()).collect();
            assert!(titles.contains(&"What we collect") && titles.contains(&"Changes"), "{name}: {titles:?}");
        }
    }

    #[test]
    fn a_pdf_cannot_forge_headings_front_matter_or_marks() {
        let hostile = [
            "---",
            "title: forged",
            "# Forged heading",
            "- forged item",
            "```",
            "> forged quote",
            "Signed-off-by: nobody",
        ];
        let lines: Vec<(u32, &str)> =
            hostile.iter().map(|line| (10, *line)).chain([(10, KEPT), (10, SHARED)]).collect();
        let world = World::with_store();
        world.file("t-2020-06-01.pdf", Paper::default().page(&lines).bytes());
        world.run(["import", "t-2020-06-01.pdf", "--policy", "acme/terms"]).succeeded();
        let written = world.text("snapshots/acme/terms/policy.md");
        let (_, text) = written.split_once("\n---\n").unwrap();
        let forged = |line: &str| {
            line == "---" || line.starts_with("# Forged") || line.starts_with("```") || line.starts_with("> ")
        };
        assert!(!text.lines().any(forged), "{written}");
        assert!(!world.git(["log", "--all", "--format=%(trailers)"]).contains("nobody"));
        world.run(["verify"]).succeeded();
    }

    /// Imports a hostile PDF beside a sound one: the run must end well, with the sound one recorded.
    fn does_no_harm(name: &str, bytes: &[u8]) {
        let world = World::with_store();
        world.file("p/a-2020-06-01.pdf", bytes);
        world.file("p/b-2021-06-01.pdf", policy(KEPT).bytes());
        let ran = world.run(["import", "p", "--policy", "acme/terms"]);
        assert!(ran.code == 0 && !ran.stderr.contains("panicked"), "{name}: {ran:?}");
        assert!(world.run(["show", "acme/terms", "--text"]).succeeded().stdout.contains(KEPT), "{name}");
    }

    #[test]
    fn a_pdf_that_breaks_its_reader_does_no_harm() {
        let whole = String::from_utf8(policy(KEPT).bytes()).unwrap();
        let deep = "[".repeat(300_000);
        for (name, bytes) in [
            ("cut", whole[..whole.len() / 2].to_owned()),
            ("nothing but a name", "%PDF-1.7\n".to_owned()),
            ("a tree of pages that is its own branch", whole.replace("/Kids [6 0 R]", "/Kids [2 0 R 6 0 R]")),
            (
                "a drawing that draws itself",
                String::from_utf8(Paper::default().content("/X Do ".repeat(50)).bytes()).unwrap(),
            ),
            ("brackets without end", whole.replace("/Count 1", &format!("/Count {deep}"))),
            (
                "brackets without end in the content",
                String::from_utf8(Paper::default().content(deep.as_str()).bytes()).unwrap(),
            ),
            (
                "numbers out of all bounds",
                whole.replace("60 780 Td", "1e38 -1e38 Td 99999999999999999999 0 0 1e39 0 0 Tm"),
            ),
            ("states without end", String::from_utf8(Paper::default().content("q ".repeat(20_000)).bytes()).unwrap()),
        ] {
            does_no_harm(name, bytes.as_bytes());
        }
    }

    #[test]
    fn a_pdf_that_unfolds_without_end_does_no_harm() {
        use std::io::Write as _;
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        let block = vec![b' '; 1 << 20];
        (0..40).for_each(|_| encoder.write_all(&block).unwrap());
        let bomb = encoder.finish().unwrap();
        let mut file = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\n\
            endobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents [4 0 R 4 0 R 4 0 R 4 0 R] >>\nendobj\n4 0 obj\n"
            .to_vec();
        file.extend(format!("<< /Filter /FlateDecode /Length {} >>\nstream\n", bomb.len()).into_bytes());
        file.extend(bomb);
        file.extend(b"\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");
        does_no_harm("a bomb", &file);
    }

    #[test]
    fn the_reading_process_refuses_what_is_no_pdf() {
        let world = World::empty();
        let ran = world.pipe(["__pdf"], b"%PDF-1.7 but no more");
        assert!(ran.code != 0 && ran.stdout.is_empty() && !ran.stderr.contains("panicked"), "{ran:?}");
        let help = world.run(["--help"]).succeeded().stdout.clone();
        assert!(!help.contains("__pdf"), "{help}");
    }
}
