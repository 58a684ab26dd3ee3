//! What servers say instead of a policy, and what tells a policy from that.
//! Data only: must not know how a page is judged.

use std::sync::LazyLock;

use crate::document::SkipReason;

use super::super::lexicon::listed;

const FILE: &str = include_str!("phrases.txt");

/// The lists of phrases.
pub(super) struct Phrases {
    /// What short pages say in place of a policy, the surest reasons first.
    pub(super) notices: Vec<(SkipReason, Vec<&'static str>)>,
    /// What headings of policies are made of.
    pub(super) policies: Vec<&'static str>,
    /// What titles say of pages that want consent before they show anything.
    pub(super) consent_titles: Vec<&'static str>,
    /// What pages say that only lead elsewhere.
    pub(super) leads_away: Vec<&'static str>,
    /// Titles of pages that ask who the reader is.
    pub(super) login_titles: Vec<&'static str>,
}

pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let list = |name: &str| listed(FILE).filter(|(list, _)| *list == name).map(|(_, phrase)| phrase).collect();
    Phrases {
        notices: NOTICES.iter().map(|(name, reason)| (*reason, list(name))).collect(),
        policies: list("names a policy"),
        consent_titles: list("consent title"),
        leads_away: list("leads away"),
        login_titles: list("login title"),
    }
});

/// The lists that give a reason, the surest first.
const NOTICES: &[(&str, SkipReason)] = &[
    ("bot_challenge", SkipReason::BotChallenge),
    ("parked_domain", SkipReason::ParkedDomain),
    ("maintenance", SkipReason::Maintenance),
    ("blocked", SkipReason::Blocked),
    ("error_page", SkipReason::ErrorPage),
    ("login", SkipReason::Login),
    ("script_shell", SkipReason::ScriptShell),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_of_the_file_is_in_a_list() {
        let lists = [&PHRASES.policies, &PHRASES.consent_titles, &PHRASES.leads_away, &PHRASES.login_titles];
        let mut lists: Vec<_> = lists.into_iter().chain(PHRASES.notices.iter().map(|(_, phrases)| phrases)).collect();
        lists.retain(|list| !list.is_empty());
        assert_eq!(lists.len(), 4 + NOTICES.len());
        assert_eq!(lists.iter().map(|list| list.len()).sum::<usize>(), listed(FILE).count());
        assert!(lists.iter().all(|list| list.iter().all(|phrase| *phrase == phrase.to_lowercase())));
    }
}
