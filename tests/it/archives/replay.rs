//! Fetching captures: which answers are believed, and how bytes are unpacked.

use fineprint::source::fixity::{ArchiveDigest, Fixity};
use fineprint::source::visit::{End, visit};
use fineprint::source::{Archived, Fetched, Gap, Holding, Source as _};

use super::{PAGE, client};
use crate::server::{Answer, Server, gzip};

const AT: &str = "20200102030405";
const DATE: &str = "Thu, 02 Jan 2020 03:04:05 GMT";
const DAY: u64 = 86_400;

fn held() -> Holding {
    Holding::new(AT.parse().unwrap(), PAGE)
}

fn fetched(answer: Answer, held: &Holding) -> Fetched {
    let server = Server::start(move |_, _| answer.clone());
    client(&server).0.fetch(held).unwrap()
}

fn archived(answer: Answer, held: &Holding) -> Archived {
    match fetched(answer, held) {
        Fetched::Archived(archived) => *archived,
        Fetched::Gap(gap) => panic!("{gap}"),
    }
}

#[test]
fn another_capture_than_the_one_asked_for_is_a_gap() {
    let other = "Fri, 03 Jan 2020 03:04:05 GMT";
    let Fetched::Gap(Gap::Substituted(at, _)) = fetched(Answer::memento(200, other, "x"), &held()) else { panic!() };
    assert_eq!(at.compact(), "20200103030405");
}

#[test]
fn another_page_than_the_one_asked_for_is_a_gap() {
    let link = "<http://acme.example/other>; rel=\"original\"";
    let fetched = fetched(Answer::memento(200, DATE, "x").header("Link", link), &held());
    assert!(matches!(fetched, Fetched::Gap(Gap::OtherPage(_))), "{fetched:?}");
}

#[test]
fn success_without_an_instant_is_no_capture() {
    assert_eq!(fetched(Answer::ok("<html>"), &held()), Fetched::Gap(Gap::NoCapture));
    assert_eq!(fetched(Answer::status(404), &held()), Fetched::Gap(Gap::NeverArchived));
}

#[test]
fn the_address_really_captured_is_recorded() {
    let link = "<https://www.acme.example/terms>; rel=\"original\"";
    let archived = archived(Answer::memento(200, DATE, "x").header("Link", link), &held());
    assert_eq!(archived.url(), "https://www.acme.example/terms");
}

#[test]
fn packed_bytes_are_unpacked_and_hashed_before_and_after() {
    let text = b"We share nothing.".repeat(20);
    let packed = gzip(&text);
    for (digest, expected) in
        [(ArchiveDigest::sha1(&packed), Fixity::Wire), (ArchiveDigest::sha1(&text), Fixity::Decoded)]
    {
        let held = Holding { digest: Some(digest), ..held() };
        let answer =
            Answer::memento(200, DATE, &packed).header("content-encoding", "").header("Content-Encoding", "gzip");
        let archived = archived(answer, &held);
        assert_eq!(archived.capture.body, text);
        assert_eq!(archived.wire(), packed);
        assert_eq!(archived.record.archive.as_ref().unwrap().digest_match, expected);
        assert_eq!(archived.record.differences(&archived.capture.body, Some(archived.wire())), Vec::<String>::new());
    }
}

#[test]
fn a_digest_that_does_not_fit_is_recorded_and_rejects_nothing() {
    let held = Holding { digest: Some(ArchiveDigest::sha1(b"other")), status: Some(404), ..held() };
    let archived = archived(Answer::memento(200, DATE, "x"), &held);
    assert_eq!(archived.record.archive.as_ref().unwrap().digest_match, Fixity::None);
    assert_eq!(archived.record.doubts.len(), 2, "{:?}", archived.record.doubts);
}

#[test]
fn a_body_shorter_than_the_site_said_is_truncated() {
    let short = |length: &str| {
        archived(Answer::memento(200, DATE, "short").header("X-Archive-Orig-Content-Length", length), &held())
    };
    assert!(short("5000").truncated);
    assert!(!short("5").truncated);
    assert!(!short("-1").truncated);
}

#[test]
fn a_body_cut_off_inside_its_coding_is_a_gap() {
    let packed = gzip(b"We share nothing.".repeat(50));
    let answer = Answer::memento(200, DATE, &packed[..packed.len() / 2]).header("Content-Encoding", "gzip");
    assert!(matches!(fetched(answer, &held()), Fetched::Gap(Gap::Packed(_))));
}

#[test]
fn an_archived_redirect_is_followed_over_the_archive_s_own_and_every_hop_is_kept() {
    let server = Server::start(|path, _| match path {
        path if path.contains("20200102030405id_/http://acme.example/terms") => {
            Answer::memento(301, DATE, "").header("Location", "/web/20200102030405id_/http://acme.example/new")
        }
        path if path.contains("20200102030405id_/http://acme.example/new") => Answer::status(302)
            .header("X-Archive-Redirect-Reason", "found capture at 20200102050000")
            .header("Location", "/web/20200102050000id_/http://acme.example/new"),
        _ => Answer::memento(200, "Thu, 02 Jan 2020 05:00:00 GMT", "text"),
    });
    let visited = visit(&client(&server).0, &held(), DAY, None).unwrap();
    assert_eq!(visited.end, End::Page);
    let hops: Vec<_> = visited.captures.iter().map(|archived| (archived.url().to_owned(), archived.status())).collect();
    assert_eq!(hops, [(PAGE.to_owned(), 301), ("http://acme.example/new".to_owned(), 200)]);
}

#[test]
fn a_circle_a_dead_end_and_a_target_of_another_time_are_told_apart() {
    let redirect = |to: &str| Answer::memento(302, DATE, "").header("Location", to);
    let end = |answer: fn(&str) -> Answer| {
        let server = Server::start(move |path, _| answer(path));
        visit(&client(&server).0, &held(), DAY, None).unwrap().end
    };
    let _ = redirect;
    assert_eq!(end(|_| Answer::memento(302, DATE, "").header("Location", "/terms")), End::Loop);
    let dead = end(|path| match path {
        path if path.ends_with("/terms") => Answer::memento(302, DATE, "").header("Location", "/gone"),
        _ => Answer::status(404),
    });
    assert_eq!(dead, End::DeadEnd { target: "http://acme.example/gone".to_owned() });
    let far = end(|path| match path {
        path if path.ends_with("/terms") => Answer::memento(302, DATE, "").header("Location", "/new"),
        _ => Answer::status(302).header("Location", "/web/20230101000000id_/http://acme.example/new"),
    });
    assert!(matches!(far, End::OutOfWindow { .. }), "{far:?}");
    let endless = end(|path| {
        let hop: u32 = path.rsplit('/').next().and_then(|last| last.parse().ok()).unwrap_or(0);
        Answer::memento(302, DATE, "").header("Location", &format!("/{}", hop + 1))
    });
    assert_eq!(endless, End::TooManyHops);
}
