//! Which addresses may be connected to. A page must not be able to make this program look into the network it runs in.
//! Must not know HTTP, or why an address is asked.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// How far requests may reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Private networks and this computer too.
    #[default]
    Anywhere,
    /// Only addresses that everybody can reach.
    Public,
}

/// An address that is not asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("it is no web address")]
    NotWeb,
    #[error("it is in a private network")]
    Private,
}

impl Reach {
    /// Judges an address as far as that can be done before its host is looked up.
    pub fn check(self, url: &Url) -> Result<(), Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::NotWeb);
        }
        let may = match (self, url.host()) {
            (_, None) => return Err(Refusal::NotWeb),
            (Self::Anywhere, _) => true,
            (Self::Public, Some(Host::Ipv4(address))) => is_public(address.into()),
            (Self::Public, Some(Host::Ipv6(address))) => is_public(address.into()),
            (Self::Public, Some(Host::Domain(name))) => !is_local_name(name),
        };
        if may { Ok(()) } else { Err(Refusal::Private) }
    }

    /// Judges an address to which a name leads.
    pub fn allows(self, address: IpAddr) -> bool {
        self == Self::Anywhere || is_public(address)
    }
}

/// Names that mean this computer or its network everywhere.
fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let ends = |end: &str| name == end || name.ends_with(&format!(".{end}"));
    ["localhost", "local", "internal", "home.arpa"].into_iter().any(ends)
}

/// Whether an address belongs to the public Internet, by the registries of special-purpose addresses (RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    // This network, this computer, multicast, reserved.
    let is_no_place = matches!(a, 0 | 127 | 224..=255);
    // The last are those that the customers of a provider share.
    let is_private = matches!((a, b), (10, _) | (172, 16..=31) | (192, 168) | (169, 254) | (100, 64..=127));
    // Protocols, relays, benchmarks, documentation.
    let is_special =
        matches!((a, b, c), (192, 0, 0 | 2) | (192, 88, 99) | (198, 18..=19, _) | (198, 51, 100) | (203, 0, 113));
    !(is_no_place || is_private || is_special)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let embedded = |high: u16, low: u16| is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    match parts {
        // An address of the old kind in a new coat: it counts as what it is.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            embedded(high, low)
        }
        // Teredo, benchmarks, ORCHID and documentation lie within what is global.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str) -> Result<(), Refusal> {
        Reach::Public.check(&Url::parse(url).unwrap())
    }

    #[test]
    fn private_addresses_are_refused_however_they_are_written() {
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.0.0.1/",
            "http://0177.0.0.1/",
            "http://0/",
            "http://10.1.2.3/",
            "http://172.31.255.255/",
            "http://192.168.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://100.64.0.1/",
            "http://192.0.0.1/",
            "http://198.18.0.1/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://localhost:8080/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://metadata.google.internal/",
            "http://printer.local/",
            "http://[::]/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:a9fe:a9fe]/",
            "http://[::127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[64:ff9b:1::1]/",
            "http://[2002:7f00:1::]/",
            "http://[2001:0:1::]/",
            "http://[2001:db8::1]/",
            "http://[fc00::1]/",
            "http://[fd12:3456::1]/",
            "http://[fe80::1]/",
            "http://[fec0::1]/",
            "http://[ff02::1]/",
            "http://[100::1]/",
        ] {
            assert_eq!(check(url), Err(Refusal::Private), "{url}");
        }
    }

    #[test]
    fn public_addresses_and_names_are_not() {
        for url in [
            "https://example.com/",
            "http://8.8.8.8/",
            "http://172.32.0.1/",
            "http://100.128.0.1/",
            "http://[2606:4700::1111]/",
            "http://[2001:4860:4860::8888]/",
            "http://[::ffff:8.8.8.8]/",
            "http://[64:ff9b::808:808]/",
            "http://localhost.example.com/",
        ] {
            assert_eq!(check(url), Ok(()), "{url}");
        }
    }

    #[test]
    fn nothing_but_the_web_is_asked_even_where_everything_may_be() {
        for url in
            ["file:///etc/passwd", "ftp://example.com/", "data:text/html,x", "gopher://example.com/", "about:blank"]
        {
            assert_eq!(Reach::Anywhere.check(&Url::parse(url).unwrap()), Err(Refusal::NotWeb), "{url}");
        }
        assert_eq!(Reach::Anywhere.check(&Url::parse("http://127.0.0.1/").unwrap()), Ok(()));
    }
}
