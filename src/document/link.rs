//! Brings link targets into one form, so that only a link that leads elsewhere differs.
//! Must not know the text of a link.

use url::Url;

use super::replay;

/// Parameters that say how a reader came here, or who the reader is, and nothing about where the link leads.
const VISIT: &[&str] = &[
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "msclkid",
    "mc_cid",
    "mc_eid",
    "igshid",
    "yclid",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "hsctatracking",
    "phpsessid",
    "jsessionid",
    "aspsessionid",
    "sid",
    "session",
    "session_id",
    "sessionid",
    "sessid",
    "cfid",
    "cftoken",
    "csrf",
    "csrf_token",
    "token",
    "nonce",
    "trk",
    "trkinfo",
    "ref_src",
    "refid",
    "spm",
    "scid",
    "wbraid",
    "gbraid",
];

/// Resolves and normalizes the targets of one page's links.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The page's own address.
    page: Option<Url>,
    /// The address against which relative links are resolved.
    base: Option<Url>,
}

impl Links {
    /// `page` is the address the page was served at, `base` what its `<base>` element says.
    pub fn new(page: Option<&str>, base: Option<&str>) -> Self {
        let page = page.map(|page| replay::original(page).unwrap_or(page)).and_then(|page| Url::parse(page).ok());
        let base = base.map(|base| replay::original(base).unwrap_or(base)).and_then(|base| match &page {
            Some(page) => page.join(base).ok(),
            None => Url::parse(base).ok(),
        });
        let base = base.or_else(|| page.clone());
        Self { page, base }
    }

    /// The normalized target; `None` for what leads nowhere, such as a script.
    pub fn target(&self, href: &str) -> Option<String> {
        let href = href.trim();
        let visible = href.contains(char::is_control).then(|| href.replace(char::is_control, ""));
        let href = undone(visible.as_deref().unwrap_or(href));
        if href.is_empty() || href == "#" {
            return None;
        }
        if let Some(place) = href.strip_prefix('#') {
            return Some(format!("#{place}"));
        }
        if let Some(encoded) = email_link(href) {
            return super::email::decode(encoded).map(|address| format!("mailto:{address}"));
        }
        let absolute = match Url::parse(href) {
            Ok(url) => Some(url),
            Err(_) => self.base.as_ref().and_then(|base| base.join(href).ok()),
        };
        match absolute {
            Some(url) => self.normal(url),
            None if href.contains(':') && !href.starts_with('/') && !href.contains('/') => None,
            None => Some(href.split_whitespace().collect::<Vec<_>>().join("%20")),
        }
    }

    fn normal(&self, mut url: Url) -> Option<String> {
        match url.scheme() {
            "http" | "https" => {}
            "mailto" | "tel" => return Some(format!("{}:{}", url.scheme(), url.path().replace("%20", ""))),
            _ => return None,
        }
        if url.query().is_some() && url.query_pairs().any(|(name, _)| is_visit(&name)) {
            let kept: Vec<(String, String)> = url
                .query_pairs()
                .filter(|(name, _)| !is_visit(name))
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect();
            if kept.is_empty() {
                url.set_query(None);
            } else {
                url.query_pairs_mut().clear().extend_pairs(kept);
            }
        }
        if url.path().contains(';')
            && let Some((path, _)) = url.path().to_ascii_lowercase().split_once(";jsessionid=")
        {
            let path = url.path().get(..path.len()).unwrap_or_default().to_owned();
            url.set_path(&path);
        }
        if let (Some(page), Some(place)) = (&self.page, url.fragment())
            && (url.host_str(), url.path(), url.query()) == (page.host_str(), page.path(), page.query())
            && !place.is_empty()
        {
            return Some(format!("#{place}"));
        }
        let mut target = url.to_string();
        if url.path() == "/" && url.query().is_none() && url.fragment().is_none() {
            target.truncate(target.len() - 1);
        }
        Some(target)
    }
}

/// Undoes archives' rewriting, which may be nested.
fn undone(mut href: &str) -> &str {
    while let Some(original) = replay::original(href) {
        href = original;
    }
    href
}

fn is_visit(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_") || name.starts_with("hsa_") || VISIT.contains(&name.as_str())
}

/// The code in a link to an address that was hidden from robots.
fn email_link(href: &str) -> Option<&str> {
    href.split_once("/cdn-cgi/l/email-protection#").map(|(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(href: &str) -> Option<String> {
        Links::new(Some("https://example.com/legal/privacy"), None).target(href)
    }

    #[test]
    fn a_relative_link_is_resolved() {
        assert_eq!(target("../terms").as_deref(), Some("https://example.com/terms"));
        assert_eq!(Links::default().target("/terms").as_deref(), Some("/terms"));
    }

    #[test]
    fn a_place_in_this_page_is_only_its_name() {
        assert_eq!(target("#cookies").as_deref(), Some("#cookies"));
        assert_eq!(target("https://example.com/legal/privacy#cookies").as_deref(), Some("#cookies"));
    }

    #[test]
    fn sessions_and_tracking_do_not_make_another_target() {
        assert_eq!(target("/a?utm_source=x&PHPSESSID=1").as_deref(), Some("https://example.com/a"));
        assert_eq!(target("/a;jsessionid=00FF?b=c").as_deref(), Some("https://example.com/a?b=c"));
    }

    #[test]
    fn an_archived_link_leads_to_the_page_itself() {
        let archived = "/web/2012/https://web.archive.org/web/20110101000000/http://example.org/";
        assert_eq!(target(archived).as_deref(), Some("http://example.org"));
    }

    #[test]
    fn a_script_leads_nowhere() {
        assert_eq!(target("javascript:void(0)"), None);
        assert_eq!(target("#"), None);
    }
}
