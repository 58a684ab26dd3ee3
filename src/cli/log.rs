//! `fineprint log`: a policy's versions with what is to be known about them.

use super::context::Context;
use super::exit_code::Exit;
use super::{output, policies};
use crate::ops::Analysis;
use crate::policy::PolicyPattern;
use crate::report::{json_v1, terminal};

/// Show the versions of a policy: when each was seen, which dates it states, what changed
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policy, as in practice-fusion/privacy-policy, or a service with all of its; every policy of the store unless given
    policy: Option<PolicyPattern>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let policies = policies::named(&store, arguments.policy.as_slice())?;
    if policies.is_empty() {
        context.output.talk("the store has no policy yet\nadd one: fineprint import PAGE… --policy service/document");
    }
    if context.output.json && policies.len() != 1 {
        let analyses: anyhow::Result<Vec<Analysis>> =
            policies.iter().map(|policy| context.analysis(&store, policy)).collect();
        let analyses = analyses?;
        let logs = analyses.iter().map(|analysis| json_v1::log(&analysis.timeline, &analysis.findings));
        output::print_json(&json_v1::logs(logs.collect()))?;
        return Ok(Exit::Nothing);
    }
    for policy in &policies {
        let analysis = context.analysis(&store, policy)?;
        print(context, &analysis)?;
    }
    Ok(Exit::Nothing)
}

/// The versions of one policy and its findings, in words or as JSON.
pub fn print(context: &Context, analysis: &Analysis) -> anyhow::Result<()> {
    if context.output.json {
        return output::print_json(&json_v1::log(&analysis.timeline, &analysis.findings));
    }
    let style = context.output.style;
    let log = terminal::log(&analysis.report(), style);
    output::print(&format!("{log}\n{}\n", terminal::findings(&analysis.findings, style)))
}
