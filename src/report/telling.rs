//! Which clauses of a change a reader should see first: what was dropped and what was added.
//! Must not know how they are shown.

use crate::compare::{Change, Comparison, Op};

/// How many clauses that are gone and how many that are there are shown.
const EACH: usize = 2;

/// The gravest clauses of high or medium severity, as far as the headline does not quote them: first what is gone, then
/// what was added or changed.
pub(super) fn clauses(comparison: &Comparison) -> Vec<&Change> {
    let headline = &comparison.summary.headline;
    let mut grave: Vec<&Change> = comparison.changes.iter().filter(|change| change.severity >= 2).collect();
    grave.retain(|change| !quotes(headline, change));
    grave.sort_by_key(|change| std::cmp::Reverse(change.severity));
    let (gone, there): (Vec<&Change>, Vec<&Change>) = grave.into_iter().partition(|change| change.op == Op::Removed);
    gone.into_iter().take(EACH).chain(there.into_iter().take(EACH)).collect()
}

fn quotes(headline: &str, change: &Change) -> bool {
    let clauses = [&change.new, &change.old].into_iter().flatten();
    clauses.into_iter().any(|clause| headline.contains(beginning(&clause.text)))
}

/// Enough of a clause to know it again where it is quoted.
fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(32).map_or(text.len(), |(end, _)| end);
    text[..end].trim_end_matches(['.', ',', ';'])
}
