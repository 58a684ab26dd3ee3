//! What a comparison amounts to, in counts and in one or two plain sentences.
//! Must not know how changes were found or judged, and judges nothing itself.

use super::change::{Change, Counts, Nature, Op, SectionChange, Summary, Verdict};

/// Sums up the changes.
pub(super) fn summary(changes: &[Change], sections: &[SectionChange]) -> Summary {
    let severity = changes.iter().map(|change| change.severity).max().unwrap_or(0);
    Summary { verdict: verdict(changes, sections), severity, headline: String::new(), counts: counts(changes) }
}

fn counts(changes: &[Change]) -> Counts {
    let mut counts = Counts::default();
    for change in changes {
        match change.op {
            Op::Added => counts.added += 1,
            Op::Removed => counts.removed += 1,
            Op::Modified => counts.modified += 1,
            Op::Moved => counts.moved += 1,
        }
        *counts.natures.entry(change.nature.id().to_owned()).or_default() += 1;
    }
    counts
}

fn verdict(changes: &[Change], sections: &[SectionChange]) -> Verdict {
    if changes.iter().any(|change| change.severity > 0) {
        return Verdict::Substantive;
    }
    let weight = |change: &&Change| match change.nature {
        Nature::Date => 6,
        Nature::Reference => 5,
        Nature::Editorial => 4,
        Nature::Structure => 3,
        Nature::NoisePage | Nature::NoiseExtraction | Nature::NoiseFlap | Nature::NoiseVariant => 2,
        _ => 1,
    };
    match changes.iter().max_by_key(weight).map(|change| change.nature) {
        Some(Nature::Date) => Verdict::Date,
        Some(Nature::Reference) => Verdict::Reference,
        Some(Nature::Editorial) => Verdict::Editorial,
        Some(Nature::NoisePage | Nature::NoiseExtraction | Nature::NoiseFlap | Nature::NoiseVariant) => Verdict::Noise,
        None if sections.is_empty() => Verdict::None,
        Some(Nature::Structure) | None => Verdict::Structure,
        Some(_) => Verdict::Cosmetic,
    }
}
