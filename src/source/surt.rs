//! The key under which indexes file an address: host reversed, scheme, `www`, default port and letter case folded away.
//! Used only to tell whether two addresses are filed together. Must not know any index.

use url::Url;

/// `com,example)/privacy?a=1&b=2` for `https://www.Example.com:443/privacy/?b=2&a=1`; `None` when it is no web address.
pub fn key(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).or_else(|_| Url::parse(&format!("http://{}", address.trim()))).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
    let host = without_www(&host);
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.reverse();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = unescaped(url.path()).to_lowercase();
    let path = if path.len() > 1 { path.trim_end_matches('/') } else { &path };
    let path = if path.is_empty() { "/" } else { path };
    let query = match url.query() {
        None | Some("") => String::new(),
        Some(query) => {
            let query = unescaped(query).to_lowercase();
            let mut parts: Vec<&str> = query.split('&').collect();
            parts.sort_unstable();
            format!("?{}", parts.join("&"))
        }
    };
    Some(format!("{}{port}){path}{query}", labels.join(",")))
}

/// Whether an index files both addresses under one key.
pub fn same_page(one: &str, other: &str) -> bool {
    one == other || key(one).is_some_and(|key_of_one| key(other) == Some(key_of_one))
}

/// Whether both addresses are of one site, whatever the scheme, the port and `www`.
pub fn same_site(one: &str, other: &str) -> bool {
    let site = |address| {
        let key = key(address)?;
        let host = key.split_once(')')?.0;
        Some(host.split(':').next().unwrap_or(host).to_owned())
    };
    site(one).is_some_and(|one| site(other) == Some(one))
}

/// `www.`, `www2.` and the like are left out, unless nothing would remain.
fn without_www(host: &str) -> &str {
    let Some(rest) = host.strip_prefix("www") else { return host };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix('.').filter(|rest| rest.contains('.')).unwrap_or(host)
}

/// Escapes that differ only in how they are written are made the same: `%7E` and `~`, `%c3` and `%C3`.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = |at: usize| tail.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        let (b'%', Some(high), Some(low)) = (byte, hex(0), hex(1)) else {
            bytes.push(byte);
            rest = tail;
            continue;
        };
        let escaped = u8::try_from(high * 16 + low).unwrap_or_default();
        if escaped.is_ascii_graphic() && !b"%#?&".contains(&escaped) {
            bytes.push(escaped);
        } else {
            bytes.extend([b'%', tail[0].to_ascii_uppercase(), tail[1].to_ascii_uppercase()]);
        }
        rest = &tail[2..];
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheme_case_www_port_and_query_order_are_folded() {
        let expected = "com,example)/privacy?a=1&b=2";
        for address in [
            "https://www.Example.com:443/privacy/?b=2&a=1",
            "http://example.com:80/Privacy?a=1&b=2",
            "http://www2.example.com/privacy?b=2&a=1",
            "example.com/privacy?a=1&b=2",
        ] {
            assert_eq!(key(address).as_deref(), Some(expected), "{address}");
        }
        assert_eq!(key("http://example.com").as_deref(), Some("com,example)/"));
        assert_eq!(key("http://example.com:8080/x").as_deref(), Some("com,example:8080)/x"));
    }

    #[test]
    fn another_path_or_host_is_another_page() {
        assert!(same_page("http://www.fws.example/", "https://fws.example/"));
        assert!(same_page("https://example.com/%7Eacme", "https://example.com/~acme"));
        assert!(!same_page("https://example.com/terms", "https://example.com/privacy"));
        assert!(!same_page("https://example.com/a%2Fb?x=%26", "https://example.com/a%2Fb?x=&"));
        assert!(!same_page("mailto:a@example.com", "http://example.com/"));
        assert!(!same_page("http://www.com/", "http://com/"));
    }

    #[test]
    fn a_site_is_told_by_its_host_alone() {
        assert!(same_site("http://www.example.com:8080/a", "https://example.com/b?c"));
        assert!(!same_site("http://example.com/", "http://shop.example.com/"));
        assert!(!same_site("http://example.com.evil.example/", "http://example.com/"));
        assert!(!same_site("mailto:a@example.com", "mailto:a@example.com"));
    }
}
