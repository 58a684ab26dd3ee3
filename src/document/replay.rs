//! Undoes what web archives do to the pages they show: rewritten addresses, toolbars.
//! Must not know which archive a capture came from: any page may link into one.

/// Where archives show captures: what stands between the scheme and the instant.
const PREFIXES: &[&str] = &[
    "web.archive.org/web/",
    "web-beta.archive.org/web/",
    "wayback.archive.org/web/",
    "web.archive.org.au/awa/",
    "webarchive.nationalarchives.gov.uk/ukgwa/",
    "webarchive.nationalarchives.gov.uk/",
    "www.webarchive.org.uk/wayback/archive/",
    "arquivo.pt/wayback/",
    "arquivo.pt/noFrame/replay/",
    "webarchive.loc.gov/all/",
    "swap.stanford.edu/was/",
    "perma-archives.org/warc/",
    "archive.today/",
    "archive.ph/",
    "archive.is/",
    "archive.li/",
    "archive.fo/",
    "archive.md/",
    "archive.vn/",
];

/// Elements that archives put into pages.
const TOOLBARS: &[&str] =
    &["wm-ipp", "wm-ipp-base", "wm-ipp-inside", "wm-ipp-print", "donato", "wm-capinfo", "wb_iframe_div", "__wb_banner"];

/// Whether an element with this id is an archive's own.
pub(super) fn is_toolbar(id: &str) -> bool {
    TOOLBARS.contains(&id)
}

/// The page's own address, if `target` leads to an archive's capture of it.
pub fn original(target: &str) -> Option<&str> {
    let rest = target.strip_prefix("https:").or_else(|| target.strip_prefix("http:")).unwrap_or(target);
    let after = match rest.strip_prefix("//") {
        Some(rest) => PREFIXES.iter().find_map(|prefix| rest.strip_prefix(prefix))?,
        None if rest.len() == target.len() => rest.strip_prefix("/web/")?,
        None => return None,
    };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    if !(4..=14).contains(&digits) {
        return None;
    }
    let (flags, address) = after.get(digits..)?.split_once('/')?;
    // `id_`, `im_`, `cs_`, `mp_`, `js_`, `if_`: how the archive is to serve it.
    let known = flags.is_empty() || (flags.len() == 3 && flags.ends_with('_'));
    let leads_out = address.starts_with("http") || address.starts_with("mailto:") || address.contains('.');
    (known && leads_out).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archived_link_leads_to_the_page_itself() {
        for archived in [
            "https://web.archive.org/web/20121014192959/http://example.com/a",
            "//web.archive.org/web/20121014192959id_/http://example.com/a",
            "/web/20121014192959/http://example.com/a",
            "http://archive.ph/20121014/http://example.com/a",
        ] {
            assert_eq!(original(archived), Some("http://example.com/a"), "{archived}");
        }
    }

    #[test]
    fn a_page_of_an_archive_is_not_a_capture() {
        for own in ["https://web.archive.org/about", "/web/2012/", "/web/design", "https://example.com/web/2012/x"] {
            assert_eq!(original(own), None, "{own}");
        }
    }
}
