//! What checking a store gave, in a terminal. Must not know how a store is checked.

use super::paragraph::Paragraph;
use super::{Ink, Style};
use crate::report::{Verification, wording};

/// Whether the store holds what it says, policy by policy.
pub fn verify(verification: &Verification, style: Style) -> String {
    let mut text = String::new();
    for policy in &verification.policies {
        let state = if policy.problems.is_empty() { (Ink::Plain, "sound") } else { (Ink::Alert, "damaged") };
        let versions = wording::count(u64::from(policy.versions), "version");
        let words = Paragraph::of(state.0, state.1)
            .and(Ink::Strong, &format!("  {}", policy.policy))
            .and(Ink::Plain, &format!("  {versions}"))
            .and(Ink::Faint, &policy.tip.as_deref().map(|tip| format!("  {tip}")).unwrap_or_default());
        text.push_str(&words.lines(style, "", "  "));
        text.extend(policy.problems.iter().map(|problem| problem_lines(problem, style)));
    }
    text.extend(verification.problems.iter().map(|problem| problem_lines(problem, style)));
    let policies = wording::count_of(verification.policies.len(), "document");
    let end = if verification.is_sound() {
        format!("{policies} checked: every version is what its captures say")
    } else {
        format!("{policies} checked: something is wrong")
    };
    text.push_str(&Paragraph::of(Ink::Strong, &end).lines(style, "", ""));
    text
}

fn problem_lines(problem: &str, style: Style) -> String {
    Paragraph::of(Ink::Alert, problem).lines(style, "  ! ", "    ")
}
