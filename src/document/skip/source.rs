//! What the source of a page without a text gives away: whose challenge it is, where it leads.
//! Must not know the page's text, or decide by itself that a page is none.

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
    /// Whether a firm that keeps robots out made it.
    pub is_challenge: bool,
    /// Whether it is a program's answer and no page at all.
    pub is_answer: bool,
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
        Self {
            is_challenge: CHALLENGES.iter().any(|sign| has(sign)),
            is_answer: (trimmed.starts_with('{') && trimmed.ends_with('}'))
                || trimmed.starts_with("<?xml") && has("<Error>"),
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
        assert!(Source::read("<script>window._cf_chl_opt={}</script>").is_challenge);
        assert!(!Source::read("<div id=root></div><script src=app.js></script>").is_challenge);
    }

    #[test]
    fn a_script_that_leads_elsewhere_is_seen() {
        assert!(Source::read("<script>location.replace('/en')</script>").leads_away);
        assert!(Source::read(r#"{"error":"not found"}"#).is_answer);
    }
}
