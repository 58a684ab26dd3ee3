//! What was left out of a page, in a terminal. Must not know the rules, only their names.

use std::collections::BTreeMap;

use super::paragraph::Paragraph;
use super::{Ink, Style};
use crate::document::Dropped;
use crate::report::escape::visible;

/// What is not part of the policy, by the rule that says so; nothing when nothing was left out.
pub fn dropped(dropped: &[Dropped], style: Style) -> String {
    if dropped.is_empty() {
        return String::new();
    }
    let mut by_rule: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for part in dropped {
        by_rule.entry(part.rule).or_default().push(&part.text);
    }
    let mut text = style.heading("Left out, by rule");
    for (rule, parts) in by_rule {
        text.push_str(&Paragraph::of(Ink::Strong, rule).lines(style, "  ", "  "));
        for part in parts {
            text.push_str(&Paragraph::of(Ink::Faint, &visible(part)).lines(style, "    ", "      "));
        }
    }
    text
}
