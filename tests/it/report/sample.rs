//! A small policy with three versions, written for these tests, with what the core would say about it.

use std::sync::Arc;

use fineprint::capture::{Digest, MediaType, Provenance};
use fineprint::claim::{Claim, ClaimKind, Claims, Place, Promise};
use fineprint::compare::{
    Change, ClauseAt, Comparison, Counts, Direction, Nature, Op, Rename, SectionChange, SectionOp, Summary, Topic,
    Verdict, WordOp, WordRun,
};
use fineprint::document::{Block, BlockKind, Document, Heading, Section, Sentence, SkipReason};
use fineprint::finding::{Certainty, Evidence, Finding, FindingKind};
use fineprint::report::{PolicyReport, Reference, Verification, VerifiedPolicy};
use fineprint::time::{Bounds, CapturedAt};
use fineprint::timeline::{Look, Outcome, Timeline, Version};

pub struct Sample {
    pub timeline: Timeline,
    pub comparisons: Vec<Comparison>,
    pub findings: Vec<Finding>,
    pub references: Vec<Reference>,
    pub origins: Vec<u32>,
    pub verification: Verification,
}

impl Sample {
    pub fn new() -> Self {
        let versions = vec![first(), second(), third()];
        let looks = looks();
        let timeline = Timeline { policy: "acme/privacy-policy".parse().unwrap(), versions, looks };
        let verification = Verification {
            policies: vec![
                VerifiedPolicy {
                    policy: timeline.policy.clone(),
                    versions: 3,
                    tip: Some("3f1c0de".repeat(5)),
                    problems: Vec::new(),
                },
                VerifiedPolicy {
                    policy: "acme/terms".parse().unwrap(),
                    versions: 1,
                    tip: None,
                    problems: vec!["version 1: source.html is not the capture whose digest was recorded".to_owned()],
                },
            ],
            problems: Vec::new(),
        };
        Self {
            comparisons: vec![first_comparison(), date_comparison()],
            findings: vec![back_dated(), date_only()],
            references: vec![reference("Section 2", "2", true), reference("Section 18", "18", false)],
            origins: vec![2, 1, 1, 2, 2],
            verification,
            timeline,
        }
    }

    pub fn versions(&self) -> [&Version; 3] {
        [&self.timeline.versions[0], &self.timeline.versions[1], &self.timeline.versions[2]]
    }

    pub fn report(&self) -> PolicyReport<'_> {
        PolicyReport {
            timeline: &self.timeline,
            comparisons: &self.comparisons,
            findings: &self.findings,
            generated_at: Some(at("2020-01-02T03:04:05Z")),
            tool_version: "0.1.0",
        }
    }
}

pub fn at(text: &str) -> CapturedAt {
    text.parse().unwrap()
}

fn paragraph(sentences: &[&str]) -> Block {
    block(BlockKind::Paragraph, 0, None, sentences)
}

fn item(label: Option<&str>, text: &str) -> Block {
    block(BlockKind::ListItem, 1, label, &[text])
}

fn block(kind: BlockKind, depth: u8, label: Option<&str>, sentences: &[&str]) -> Block {
    let sentences = sentences.iter().map(|text| Sentence::plain(*text)).collect();
    Block { kind, depth, label: label.map(str::to_owned), sentences }
}

fn section(level: u8, heading: &str, blocks: Vec<Block>) -> Section {
    Section { level, heading: Some(Heading::numbered(heading)), blocks }
}

fn document(sections: Vec<Section>) -> Arc<Document> {
    Arc::new(Document { title: Some("Acme Privacy Policy".into()), language: Some("en".into()), sections })
}

fn claim(kind: ClaimKind, date: &str, text: &str) -> Claim {
    let (date, candidates) = match date.split_once('|') {
        Some((one, other)) => (None, vec![one.parse().unwrap(), other.parse().unwrap()]),
        None => (Some(date.parse().unwrap()), Vec::new()),
    };
    Claim { kind, date, candidates, text: text.into(), place: Place::Visible }
}

fn provenance(captured_at: &str, source: &str) -> Provenance {
    let instant = at(captured_at);
    let memento = format!("https://web.archive.example/web/{}id_/https://acme.example/privacy", instant.compact());
    Provenance {
        captured_at: instant,
        source: source.into(),
        url: Some("https://acme.example/privacy".into()),
        memento: (source == "wayback").then_some(memento),
        status: Some(200),
        content_type: Some("text/html; charset=utf-8".into()),
        last_modified: None,
        note: None,
    }
}

fn version(n: u32, seen: [&str; 2], captures: u32, document: Arc<Document>, claims: Claims) -> Version {
    Version {
        n,
        first_seen: at(seen[0]),
        last_seen: at(seen[1]),
        captures,
        document,
        claims,
        provenance: provenance(seen[0], if n == 3 { "live" } else { "wayback" }),
        media: MediaType::Html,
        digest: Digest::of(format!("capture {n}").as_bytes()),
        commit: (n < 3).then(|| format!("{n}").repeat(40)),
    }
}

const PROMISE_GONE: &str = "Acme never shares your email address with external companies.";
const NOTICE: &str = "We will tell you by email at least 30 days before a material change.";

fn first() -> Version {
    let sections = vec![
        Section { level: 0, heading: None, blocks: vec![paragraph(&["Last updated: 1/2007"])] },
        section(1, "1. Your data", vec![paragraph(&["We may collect your name."]), item(None, "your address;")]),
        section(1, "2. Sharing", vec![paragraph(&[PROMISE_GONE, NOTICE])]),
        section(2, "2.1. Partners", vec![item(Some("(a)"), "Partners keep records for 6 months.")]),
    ];
    let claims = Claims {
        dates: vec![claim(ClaimKind::LastUpdated, "2007-01", "Last updated: 1/2007")],
        promises: vec![Promise {
            notice_days: Some(30),
            channels: vec!["email".into()],
            material_only: true,
            text: NOTICE.into(),
        }],
    };
    version(1, ["2012-10-14T19:29:59Z", "2013-06-30T08:00:00Z"], 4, document(sections), claims)
}

fn second() -> Version {
    let sections = vec![
        Section { level: 0, heading: None, blocks: vec![paragraph(&["Last updated: April 3, 2012"])] },
        section(1, "1. Your data", vec![paragraph(&["We may collect your name."]), item(None, "your address;")]),
        section(1, "2. Sharing and advertising", vec![paragraph(&["We may share your email address with partners."])]),
        section(2, "2.1. Partners", vec![item(Some("(a)"), "Partners keep records for 24 months.")]),
    ];
    let claims = Claims {
        dates: vec![
            claim(ClaimKind::LastUpdated, "2012-04-03", "Last updated: April 3, 2012"),
            claim(ClaimKind::Effective, "2013-03-04|2013-04-03", "effective 03/04/2013"),
        ],
        promises: Vec::new(),
    };
    version(2, ["2013-08-22T11:12:13Z", "2019-04-25T01:25:55Z"], 12, document(sections), claims)
}

fn third() -> Version {
    let mut version = second();
    version.claims.dates[0] = claim(ClaimKind::LastUpdated, "2019-06-01", "Last updated: June 1, 2019");
    let mut text = (*version.document).clone();
    text.sections[0].blocks[0].sentences[0].text = "Last updated: June 1, 2019".into();
    version.document = Arc::new(text);
    let (first, last) = ("2019-06-02T06:00:00Z", "2019-12-31T06:00:00Z");
    self::version(3, [first, last], 200, version.document, version.claims)
}

fn looks() -> Vec<Look> {
    let look = |instant: &str, source: &str, outcome| Look {
        provenance: provenance(instant, source),
        digest: (outcome != Outcome::Failed).then(|| Digest::of(instant.as_bytes())),
        outcome,
    };
    vec![
        look("2012-10-14T19:29:59Z", "wayback", Outcome::Version(1)),
        look("2013-06-30T08:00:00Z", "wayback", Outcome::Version(1)),
        look("2013-07-15T08:00:00Z", "wayback", Outcome::Skipped(SkipReason::ErrorPage)),
        look("2013-08-22T11:12:13Z", "wayback", Outcome::Version(2)),
        look("2019-04-25T01:25:55Z", "wayback", Outcome::Version(2)),
        look("2019-05-01T06:00:00Z", "live", Outcome::Failed),
        look("2019-06-02T06:00:00Z", "live", Outcome::Version(3)),
        look("2019-12-31T06:00:00Z", "live", Outcome::Version(3)),
    ]
}

fn clause(path: &[&str], text: &str, at: [usize; 3]) -> ClauseAt {
    let path = path.iter().map(|heading| (*heading).to_owned()).collect();
    ClauseAt { path, text: text.into(), section: at[0], block: at[1], sentence: at[2] }
}

fn run(op: WordOp, text: &str) -> WordRun {
    WordRun { op, text: text.into() }
}

fn first_comparison() -> Comparison {
    let natures = [("date", 1), ("duty_company_del", 2), ("practice_add", 1), ("quantity", 1)];
    Comparison {
        changes: changes(),
        sections: vec![SectionChange {
            op: SectionOp::Renamed,
            old: vec!["2. Sharing".into()],
            new: vec!["2. Sharing and advertising".into()],
        }],
        renames: vec![Rename { old: "Acme Cloud".into(), new: "Acme One".into(), places: 4 }],
        summary: Summary {
            verdict: Verdict::Substantive,
            severity: 3,
            headline: "The text no longer says \"Acme never shares your email address with external companies\"; \
                       it now says \"We may share your email address with partners\"."
                .into(),
            counts: Counts {
                added: 1,
                removed: 2,
                modified: 2,
                moved: 0,
                natures: natures.into_iter().map(|(id, number)| (id.to_owned(), number)).collect(),
            },
        },
    }
}

fn changes() -> Vec<Change> {
    let sharing = ["2. Sharing"];
    let advertising = ["2. Sharing and advertising"];
    let removed = |text: &str, sentence, severity, topic| Change {
        op: Op::Removed,
        old: Some(clause(&sharing, text, [2, 0, sentence])),
        new: None,
        words: vec![run(WordOp::Delete, text)],
        nature: Nature::DutyCompanyDel,
        topics: vec![topic],
        severity,
        direction: Direction::Company,
        rule: "promise-removed".into(),
        cues: vec!["never".into()],
    };
    let shared = "We may share your email address with partners.";
    vec![
        modified(
            clause(&[], "Last updated: 1/2007", [0, 0, 0]),
            clause(&[], "Last updated: April 3, 2012", [0, 0, 0]),
            vec![
                run(WordOp::Equal, "Last updated: "),
                run(WordOp::Delete, "1/2007"),
                run(WordOp::Insert, "April 3, 2012"),
            ],
            (Nature::Date, Topic::PolicyChange, 0),
        ),
        removed(PROMISE_GONE, 0, 3, Topic::Sharing),
        removed(NOTICE, 1, 2, Topic::PolicyChange),
        Change {
            op: Op::Added,
            old: None,
            new: Some(clause(&advertising, shared, [2, 0, 0])),
            words: vec![run(WordOp::Insert, shared)],
            nature: Nature::PracticeAdd,
            topics: vec![Topic::Sharing, Topic::SaleAds],
            severity: 3,
            direction: Direction::Company,
            rule: "practice-added".into(),
            cues: vec!["share".into()],
        },
        modified(
            clause(&["2. Sharing", "2.1. Partners"], "Partners keep records for 6 months.", [3, 0, 0]),
            clause(&["2. Sharing and advertising", "2.1. Partners"], "Partners keep records for 24 months.", [3, 0, 0]),
            vec![
                run(WordOp::Equal, "Partners keep records for "),
                run(WordOp::Delete, "6"),
                run(WordOp::Insert, "24"),
                run(WordOp::Equal, " months."),
            ],
            (Nature::Quantity, Topic::Retention, 2),
        ),
    ]
}

fn modified(old: ClauseAt, new: ClauseAt, words: Vec<WordRun>, meaning: (Nature, Topic, u8)) -> Change {
    Change {
        op: Op::Modified,
        old: Some(old),
        new: Some(new),
        words,
        nature: meaning.0,
        topics: vec![meaning.1],
        severity: meaning.2,
        direction: if meaning.2 > 0 { Direction::Company } else { Direction::Neutral },
        rule: format!("{}-changed", meaning.0),
        cues: Vec::new(),
    }
}

fn date_comparison() -> Comparison {
    let change = modified(
        clause(&[], "Last updated: April 3, 2012", [0, 0, 0]),
        clause(&[], "Last updated: June 1, 2019", [0, 0, 0]),
        vec![
            run(WordOp::Equal, "Last updated: "),
            run(WordOp::Delete, "April 3, 2012"),
            run(WordOp::Insert, "June 1, 2019"),
        ],
        (Nature::Date, Topic::PolicyChange, 0),
    );
    Comparison {
        changes: vec![change],
        sections: Vec::new(),
        renames: Vec::new(),
        summary: Summary {
            verdict: Verdict::Date,
            severity: 0,
            headline: "Only the stated date changed, from April 3, 2012 to June 1, 2019.".into(),
            counts: Counts { modified: 1, natures: [("date".to_owned(), 1)].into(), ..Counts::default() },
        },
    }
}

fn back_dated() -> Finding {
    let evidence = |role: &str, version, instant: &str, quote: Option<&str>| Evidence {
        role: role.into(),
        version: Some(version),
        captured_at: Some(at(instant)),
        quote: quote.map(str::to_owned),
        source: Some("wayback".into()),
        url: provenance(instant, "wayback").memento,
        sha256: Some(Digest::of(instant.as_bytes())),
    };
    Finding {
        kind: FindingKind::BackDated,
        certainty: Certainty::Proven,
        severity: 3,
        policy: "acme/privacy-policy".parse().unwrap(),
        version: Some(2),
        claim: Some(claim(ClaimKind::LastUpdated, "2012-04-03", "Last updated: April 3, 2012")),
        bounds: Some(Bounds { after: Some(at("2013-06-30T08:00:00Z")), before: at("2013-08-22T11:12:13Z") }),
        evidence: vec![
            evidence("last capture without the text", 1, "2013-06-30T08:00:00Z", None),
            evidence("first capture with the text", 2, "2013-08-22T11:12:13Z", Some("Last updated: April 3, 2012")),
        ],
        text: "The page says it was last updated on April 3, 2012. A capture of June 30, 2013 still lacked this text. \
               It was first seen on August 22, 2013, so it appeared at least 452 days after the date it gives."
            .into(),
    }
}

fn date_only() -> Finding {
    Finding {
        kind: FindingKind::DateOnly,
        certainty: Certainty::Proven,
        severity: 1,
        policy: "acme/privacy-policy".parse().unwrap(),
        version: Some(3),
        claim: Some(claim(ClaimKind::LastUpdated, "2019-06-01", "Last updated: June 1, 2019")),
        bounds: Some(Bounds { after: Some(at("2019-04-25T01:25:55Z")), before: at("2019-06-02T06:00:00Z") }),
        evidence: vec![Evidence {
            role: "first capture with the date".into(),
            version: Some(3),
            captured_at: Some(at("2019-06-02T06:00:00Z")),
            quote: Some("Last updated: June 1, 2019".into()),
            source: Some("live".into()),
            url: Some("https://acme.example/privacy".into()),
            sha256: None,
        }],
        text: "The stated date moved from April 3, 2012 to June 1, 2019; no other word changed.".into(),
    }
}

fn reference(text: &str, target: &str, found: bool) -> Reference {
    Reference { text: text.into(), target: target.into(), found: Some(found), path: vec!["1. Your data".into()] }
}
