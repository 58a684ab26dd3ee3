//! What a comparison amounts to: verdict and counts.
//! Must not know how changes were found, and judges no single change.

use super::change::{Change, Counts, Nature, Op, SectionChange, Summary, Verdict};
use super::differences::Differences;
use super::headline::{headline, of_two_documents};

/// Sums up the changes that were made of the differences.
pub(super) fn summary(changes: &[Change], differences: &Differences) -> Summary {
    let sections = &differences.sections;
    let severity = changes.iter().map(|change| change.severity).max().unwrap_or(0);
    // The same words in the same order say the same, whatever became of their headings.
    let verdict = if differences.same_words { Verdict::Cosmetic } else { verdict(changes, sections) };
    let mut headline = if differences.unlike && verdict == Verdict::Substantive {
        of_two_documents(changes)
    } else {
        headline(verdict, changes, sections)
    };
    headline.push_str(&too_long(differences.coarse));
    Summary { verdict, severity, headline, counts: counts(changes) }
}

/// What is said where clauses were too long to be compared word by word.
fn too_long(clauses: usize) -> String {
    match clauses {
        0 => String::new(),
        1 => " One clause is too long to be compared word by word; parts of it are shown as replaced whole.".to_owned(),
        count => format!(
            " {count} clauses are too long to be compared word by word; parts of them are shown as replaced whole."
        ),
    }
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
