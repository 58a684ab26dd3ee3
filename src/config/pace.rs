//! `[pace]`: how sites are asked, and what bounds one look.
//! Must not know how requests are made.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How sites are asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PaceConfig {
    /// Seconds between two requests to one host.
    pub seconds_between: f64,
    /// How many hosts are asked at once; one host is never asked twice at once.
    pub hosts_at_once: usize,
    /// The longest time that one request may take, in seconds.
    pub timeout: f64,
    /// The largest page that is read, in megabytes.
    pub megabytes: usize,
    /// How often a page is asked for again when its host is in trouble.
    pub retries: u32,
    /// The longest wait before asking again, in seconds. A host that wishes for more is left alone until the next run.
    pub longest_wait: f64,
    /// Whether `robots.txt` is obeyed.
    pub robots: bool,
    /// Whether addresses of private networks may be asked, this computer's own among them.
    pub allow_private: bool,
    /// Whether a page that is an empty shell is shown by a browser: the renderer named here, as in `"chromium"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub render_shells: Option<String>,
    /// How often a change must be seen before it counts; 1 is once.
    pub confirm: u32,
}

impl Default for PaceConfig {
    fn default() -> Self {
        Self {
            seconds_between: 2.0,
            hosts_at_once: 8,
            timeout: 60.0,
            megabytes: 20,
            retries: 2,
            longest_wait: 60.0,
            robots: true,
            allow_private: false,
            render_shells: None,
            confirm: 1,
        }
    }
}
