//! What a comparison amounts to: verdict and counts.
//! Must not know how changes were found, and judges no single change.

use super::change::{Change, Counts, Nature, Op, SectionChange, Summary, Verdict};
use super::headline::headline;

/// Sums up the changes.
///
/// `same_words` tells that both texts have the same words in the same order, whatever became of their headings.
pub(super) fn summary(changes: &[Change], sections: &[SectionChange], same_words: bool) -> Summary {
    let severity = changes.iter().map(|change| change.severity).max().unwrap_or(0);
    let verdict = if same_words { Verdict::Cosmetic } else { verdict(changes, sections) };
    Summary { verdict, severity, headline: headline(verdict, changes, sections), counts: counts(changes) }
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

/// The verdict of the change that tells most.
fn verdict(changes: &[Change], sections: &[SectionChange]) -> Verdict {
    if changes.iter().any(|change| change.severity > 0) {
        return Verdict::Substantive;
    }
    let is_noise = |change: &&Change| change.nature.id().starts_with("noise.");
    let counted = changes.iter().filter(|change| change.nature != Nature::Cosmetic).count();
    if changes.iter().filter(is_noise).count() * 2 > counted {
        return Verdict::Noise;
    }
    let structured = changes.iter().filter(|change| change.nature == Nature::Structure).count();
    let noise_weight = if changes.iter().filter(is_noise).count() < structured { 1 } else { 4 };
    let verdicts = changes.iter().map(|change| match change.nature {
        Nature::Reference => (5, Verdict::Reference),
        Nature::NoisePage | Nature::NoiseExtraction | Nature::NoiseFlap | Nature::NoiseVariant => {
            (noise_weight, Verdict::Noise)
        }
        Nature::Structure => (2, Verdict::Structure),
        Nature::Date => (3, Verdict::Date),
        Nature::Cosmetic => (1, Verdict::Cosmetic),
        _ => (6, Verdict::Editorial),
    });
    let best = verdicts.max_by_key(|(weight, _)| *weight).map(|(_, verdict)| verdict);
    match best {
        None | Some(Verdict::Cosmetic) if !sections.is_empty() => Verdict::Structure,
        None => Verdict::None,
        Some(verdict) => verdict,
    }
}
