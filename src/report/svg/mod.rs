//! Draws a timeline: above the dates that the page states, below when each version was seen, and lines between them.
//! A line that leans back to a date before the version can have been there is drawn thick.
//! Must not know the page around the drawing; its colours are that page's style sheet.

mod scale;

use std::collections::BTreeSet;

use crate::claim::{Claim, ClaimKind, Place};
use crate::finding::{Finding, FindingKind};
use crate::report::markup::Markup;
use crate::report::wording;
use crate::time::{CapturedAt, PartialDate, Placement};
use crate::timeline::{Outcome, Timeline, Version};
use scale::{Rows, Scale, Side};

/// The drawing's own units.
const WIDTH: f64 = 824.0;
const HEIGHT: f64 = 226.0;
/// Where the lanes lie, from the top.
const CLAIMS: f64 = 72.0;
const BARS: f64 = 140.0;
const BAR: f64 = 18.0;
const LOOKS: f64 = 168.0;
const NUMBERS: f64 = 186.0;
const AXIS: f64 = 196.0;
/// More versions than this are drawn without the lines of claims that stayed the same.
const MANY: usize = 40;

/// With more dates than this the labels are shorter and fewer.
const CROWDED: usize = 8;

/// A date that one or more versions state.
struct Stated<'a> {
    version: &'a Version,
    claim: &'a Claim,
    date: PartialDate,
    /// Whether the version before stated the same.
    kept: bool,
    flagged: bool,
}

/// Draws an `<svg>` element. `id` makes its inner names unique on a page.
pub(super) fn draw(svg: &mut Markup, timeline: &Timeline, findings: &[Finding], id: &str) {
    let stated = stated(timeline, findings);
    let Some(scale) = Scale::of(timeline, stated.iter().map(|stated| stated.date)) else {
        return;
    };
    let (title, description) = (format!("{id}-title"), format!("{id}-description"));
    svg.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("class", "timeline"),
            ("viewBox", &format!("0 0 {WIDTH} {HEIGHT}")),
            ("role", "img"),
            ("aria-labelledby", &format!("{title} {description}")),
        ],
    );
    svg.element("title", &[("id", &title)], "When each version was seen, and which dates the page states");
    svg.element("desc", &[("id", &description)], &describe(timeline, &stated));
    let hatch = format!("{id}-hatch");
    pattern(svg, &hatch);
    captions(svg);
    axis(svg, &scale);
    gaps(svg, timeline, &scale, &hatch);
    bars(svg, timeline, &scale);
    looks(svg, timeline, &scale);
    claims(svg, timeline, &stated, &scale);
    svg.close("svg");
}

/// The dates that each version states in its text about itself, one of a kind.
fn stated<'a>(timeline: &'a Timeline, findings: &[Finding]) -> Vec<Stated<'a>> {
    let refuted: BTreeSet<(u32, PartialDate)> = findings.iter().filter_map(refuted).collect();
    let mut stated = Vec::new();
    let mut before: Vec<(ClaimKind, PartialDate)> = Vec::new();
    for version in &timeline.versions {
        let mut said = Vec::new();
        for claim in &version.claims.dates {
            let Some(date) = claim.date.filter(|_| claim.place == Place::Visible && drawn(claim.kind)) else {
                continue;
            };
            if said.contains(&(claim.kind, date)) {
                continue;
            }
            said.push((claim.kind, date));
            let kept = before.contains(&(claim.kind, date));
            let flagged = refuted.contains(&(version.n, date));
            if flagged || !kept || timeline.versions.len() <= MANY {
                stated.push(Stated { version, claim, date, kept, flagged });
            }
        }
        before = said;
    }
    stated
}

fn drawn(kind: ClaimKind) -> bool {
    kind.dates_the_text() || kind == ClaimKind::Effective
}

/// A version and the date it states that findings say it cannot have had.
fn refuted(finding: &Finding) -> Option<(u32, PartialDate)> {
    let refutes = matches!(finding.kind, FindingKind::BackDated | FindingKind::Retroactive);
    refutes.then(|| Some((finding.version?, finding.claim.as_ref()?.date?)))?
}

fn describe(timeline: &Timeline, stated: &[Stated<'_>]) -> String {
    let versions = wording::count_of(timeline.versions.len(), "version");
    let flagged = stated.iter().filter(|stated| stated.flagged).map(|stated| {
        format!(
            " Version {}, first seen {}, states {} {}.",
            stated.version.n,
            stated.version.first_seen.day(),
            wording::claim(stated.claim.kind),
            stated.date
        )
    });
    format!("{versions}.{} The table after the drawing holds the same facts.", flagged.collect::<String>())
}

fn pattern(svg: &mut Markup, hatch: &str) {
    svg.open("defs", &[]);
    svg.open(
        "pattern",
        &[("id", hatch), ("width", "6"), ("height", "6"), ("patternUnits", "userSpaceOnUse"), ("class", "hatch")],
    );
    svg.empty("path", &[("d", "M-1 7 7 -1M-1 1 1 -1M5 7 7 5")]);
    svg.close("pattern");
    svg.close("defs");
}

fn captions(svg: &mut Markup) {
    for (y, words) in [(CLAIMS - 4.0, "dates the"), (CLAIMS + 9.0, "page states"), (BARS + 13.0, "text seen")] {
        svg.element("text", &[("class", "caption"), ("x", "4"), ("y", &number(y))], words);
    }
}

fn axis(svg: &mut Markup, scale: &Scale) {
    let y = number(AXIS);
    svg.empty(
        "line",
        &[("class", "axis"), ("x1", &number(scale::LEFT)), ("x2", &number(WIDTH)), ("y1", &y), ("y2", &y)],
    );
    for (x, label) in scale.ticks() {
        let x = number(x);
        svg.empty("line", &[("class", "tick"), ("x1", &x), ("x2", &x), ("y1", "8"), ("y2", &number(AXIS + 5.0))]);
        svg.element("text", &[("class", "year"), ("x", &x), ("y", &number(AXIS + 18.0))], &label);
    }
}

fn gaps(svg: &mut Markup, timeline: &Timeline, scale: &Scale, hatch: &str) {
    let fill = format!("url(#{hatch})");
    for pair in timeline.versions.windows(2) {
        let (from, to) = (scale.x(pair[0].last_seen), scale.x(pair[1].first_seen));
        let attributes = [
            ("class", "gap"),
            ("x", &*number(from)),
            ("y", &*number(BARS)),
            ("width", &*number((to - from).max(0.0))),
            ("height", &*number(BAR)),
            ("fill", &*fill),
        ];
        svg.empty("rect", &attributes);
    }
}

fn bars(svg: &mut Markup, timeline: &Timeline, scale: &Scale) {
    let mut rows = Rows::of(1);
    for version in &timeline.versions {
        let (from, to) = (scale.x(version.first_seen), scale.x(version.last_seen));
        let attributes = [
            ("class", "seen"),
            ("x", &*number(from)),
            ("y", &*number(BARS)),
            ("width", &*number((to - from).max(3.0))),
            ("height", &*number(BAR)),
        ];
        svg.empty("rect", &attributes);
        let label = format!("v{}", version.n);
        if rows.place(from, &label, Side::After).is_some() {
            svg.element("text", &[("class", "number"), ("x", &number(from)), ("y", &number(NUMBERS))], &label);
        }
    }
}

/// Archived captures as dots, our own looks as strokes, one a pixel; looks that showed no text of the policy are hollow.
fn looks(svg: &mut Markup, timeline: &Timeline, scale: &Scale) {
    let mut drawn = BTreeSet::new();
    for look in &timeline.looks {
        let class = match (look.outcome, own(&look.provenance.source)) {
            (Outcome::Version(_), true) => "look own",
            (Outcome::Version(_), false) => "look",
            (_, true) => "look own missed",
            (_, false) => "look missed",
        };
        let x = number(scale.x(look.provenance.captured_at).round());
        if !drawn.insert((x.clone(), class)) {
            continue;
        }
        if own(&look.provenance.source) {
            let (top, bottom) = (number(LOOKS - 4.0), number(LOOKS + 4.0));
            svg.empty("line", &[("class", class), ("x1", &x), ("x2", &x), ("y1", &top), ("y2", &bottom)]);
        } else {
            svg.empty("circle", &[("class", class), ("cx", &x), ("cy", &number(LOOKS)), ("r", "2.5")]);
        }
    }
}

/// Whether a source is our own look at the page rather than an archive's.
pub(super) fn own(source: &str) -> bool {
    matches!(source, "live" | "browser")
}

fn claims(svg: &mut Markup, timeline: &Timeline, stated: &[Stated<'_>], scale: &Scale) {
    for stated in stated {
        let class = if stated.flagged {
            "leans"
        } else if stated.kept {
            "states kept"
        } else {
            "states"
        };
        let (x, y) = (scale.x_of(stated.date), scale.x(stated.version.first_seen));
        let path = format!("M{} {}L{} {}", number(x), number(CLAIMS + 6.0), number(y), number(BARS));
        svg.empty("path", &[("class", class), ("d", &path)]);
    }
    let distinct: BTreeSet<_> = stated.iter().map(|stated| (stated.claim.kind, stated.date)).collect();
    let crowded = distinct.len() > CROWDED;
    let mut rows = Rows::of(if crowded { 2 } else { 4 });
    let mut drawn = BTreeSet::new();
    // Those that are flagged take their room first.
    for stated in stated.iter().filter(|stated| stated.flagged).chain(stated.iter().filter(|stated| !stated.flagged)) {
        if drawn.insert((stated.claim.kind, stated.date)) {
            diamond(svg, stated, scale, &mut rows, crowded);
        }
    }
    for stated in stated.iter().filter(|stated| stated.flagged) {
        lag(svg, timeline, stated, scale);
    }
}

fn diamond(svg: &mut Markup, stated: &Stated<'_>, scale: &Scale, rows: &mut Rows, crowded: bool) {
    let x = scale.x_of(stated.date);
    let class = if stated.flagged { "claim flagged" } else { "claim" };
    let path = format!("M{} {}l6 6l-6 6l-6 -6z", number(x), number(CLAIMS - 6.0));
    let name = format!("{} {}", wording::claim(stated.claim.kind), stated.date);
    svg.open("path", &[("class", class), ("d", &path)]);
    svg.element("title", &[], &name);
    svg.close("path");
    let label = if crowded && !stated.flagged { stated.date.to_string() } else { name };
    let anchor = if x > WIDTH * 0.75 { Side::Before } else { Side::After };
    if let Some(row) = rows.place(x, &label, anchor) {
        let y = CLAIMS - 14.0 - 14.0 * row;
        let class = if stated.flagged { "date flagged" } else { "date" };
        let anchor = if anchor == Side::Before { "end" } else { "start" };
        svg.element("text", &[("class", class), ("x", &number(x)), ("y", &number(y)), ("text-anchor", anchor)], &label);
    }
}

/// By how much at least a leaning line leans.
fn lag(svg: &mut Markup, timeline: &Timeline, stated: &Stated<'_>, scale: &Scale) {
    let Some(Placement::Refuted { days_min, .. }) =
        timeline.bounds(stated.version.n).map(|bounds| bounds.place(stated.date))
    else {
        return;
    };
    let middle = f64::midpoint(scale.x_of(stated.date), scale.x(stated.version.first_seen));
    let label = format!("at least {}", wording::count(days_min.unsigned_abs(), "day"));
    let middle = scale::within(middle, &label, WIDTH);
    let y = number(f64::midpoint(CLAIMS, BARS) + 4.0);
    svg.element("text", &[("class", "lag"), ("x", &number(middle)), ("y", &y), ("text-anchor", "middle")], &label);
}

/// A coordinate to a tenth of a unit, so that the same facts give the same bytes.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

impl Scale {
    fn x(&self, instant: CapturedAt) -> f64 {
        self.at(instant.unix())
    }

    /// The middle of a claimed date.
    fn x_of(&self, date: PartialDate) -> f64 {
        self.at(i64::midpoint(date.begins().unix(), date.ends().unix()))
    }
}
