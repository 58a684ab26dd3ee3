//! Through whom requests go.
//! Must not know the environment: the command line reads it.

/// The proxies to use, as the usual environment variables name them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    /// For `http` addresses.
    pub http: Option<String>,
    /// For `https` addresses.
    pub https: Option<String>,
    /// Hosts that are asked directly, with commas between them.
    pub none_for: Option<String>,
}

impl Proxies {
    /// The hosts of the proxies themselves.
    pub(super) fn hosts(&self) -> impl Iterator<Item = String> {
        let named = [&self.http, &self.https].into_iter().flatten();
        named.filter_map(|proxy| {
            let proxy = if proxy.contains("://") { proxy.clone() } else { format!("http://{proxy}") };
            url::Url::parse(&proxy).ok()?.host_str().map(str::to_lowercase)
        })
    }
}
