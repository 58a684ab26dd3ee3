//! What the source of a page without a text gives away: whose challenge it is, where it leads.
//! Must not know the page's text, or decide by itself that a page is none.

use crate::document::SkipReason;

/// The most bytes of a page that are searched.
const MOST: usize = 300_000;
/// The most bytes of a page that only leads elsewhere.
const STUB: usize = 4000;

/// What stands in the pages by which firms keep robots out, and in no other page without a text.
const CHALLENGES: &[&str] = &[
    "_cf_chl_opt",
    "_Incapsula_Resource",
    "captcha-delivery.com",
    "awsWaf",
    "AwsWaf",
    ".awswaf.com",
    "px-captcha",
    "_pxAppId",
    "KPSDK",
    "sucuri_cloudproxy_js",
    "/_sec/cp_challenge",
    "bm-verify",
    "distil_r_captcha",
    "ddos-guard",
    "h-captcha",
    "g-recaptcha",
];

/// What the source of a short page gives away.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::document) struct Source {
    /// What it is for certain if there is no text: a firm's challenge to robots, a program's answer.
    pub reason: Option<SkipReason>,
    /// Whether a script leads to another page.
    pub leads_away: bool,
    /// Whether it loads scripts.
    pub loads_scripts: bool,
}

impl Source {
    /// Looks for the signs in a page's source.
    pub fn read(text: &str) -> Self {
        if text.len() > MOST {
            return Self { loads_scripts: true, ..Self::default() };
        }
        let has = |sign: &str| text.contains(sign);
        let trimmed = text.trim();
        let is_answer =
            (trimmed.starts_with('{') && trimmed.ends_with('}')) || trimmed.starts_with("<?xml") && has("<Error>");
        let reason = if CHALLENGES.iter().any(|sign| has(sign)) {
            Some(SkipReason::BotChallenge)
        } else {
            is_answer.then_some(SkipReason::ErrorPage)
        };
        Self {
            reason,
            leads_away: text.len() < STUB
                && ["location.replace(", "location.href", "window.location", "document.location"]
                    .iter()
                    .any(|s| has(s)),
            loads_scripts: has("<script") && has("src="),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_known_by_whose_it_is() {
        assert!(Source::read("<script>window._cf_chl_opt={}</script>").reason == Some(SkipReason::BotChallenge));
        assert_eq!(Source::read("<div id=root></div><script src=app.js></script>").reason, None);
    }

    #[test]
    fn a_script_that_leads_elsewhere_is_seen() {
        assert!(Source::read("<script>location.replace('/en')</script>").leads_away);
        assert!(Source::read(r#"{"error":"not found"}"#).reason.is_some());
    }
}
