//! `[renderer.NAME]`: a program that shows a page as a browser does.
//! Must not know how a program is run.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A program that is given an address and prints the page's HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RendererConfig {
    /// The program and its arguments; `{url}` stands for the address, which else comes last.
    pub command: Vec<String>,
    /// The longest time it may take, in seconds.
    #[serde(default = "usual_timeout")]
    pub timeout: u64,
}

fn usual_timeout() -> u64 {
    60
}
