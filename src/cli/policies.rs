//! Which policies of a store a command is about.
//! Must not know what it does with them.

use std::collections::BTreeSet;

use anyhow::bail;

use crate::policy::{PolicyId, PolicyPattern};
use crate::store::Store;

/// The policies that a command is about.
#[derive(Debug, clap::Args)]
pub struct PolicyArguments {
    /// The policies, or services with all of theirs; every policy of the store unless given
    #[arg(value_name = "POLICY")]
    policies: Vec<PolicyPattern>,
}

impl PolicyArguments {
    /// The policies that are named, each once, or all that the store has.
    pub fn of(&self, store: &Store) -> anyhow::Result<Vec<PolicyId>> {
        named(store, &self.policies)
    }
}

/// The policies that are named, each once, or all that the store has.
pub fn named(store: &Store, named: &[PolicyPattern]) -> anyhow::Result<Vec<PolicyId>> {
    if named.is_empty() {
        return Ok(store.policies()?);
    }
    let mut policies = Vec::new();
    for name in named {
        match name {
            PolicyPattern::One(policy) => policies.push(policy.clone()),
            PolicyPattern::Service(service) => {
                let (before, known) = (policies.len(), store.policies()?);
                policies.extend(known.iter().filter(|policy| name.matches(policy)).cloned());
                if policies.len() == before {
                    let services: BTreeSet<&str> = known.iter().map(PolicyId::service).collect();
                    let services = match services.len() {
                        0 => "no policy yet".to_owned(),
                        _ => services.into_iter().take(12).collect::<Vec<_>>().join(", "),
                    };
                    bail!("the store has no policy of {service:?}\nit has: {services}");
                }
            }
        }
    }
    let mut once = BTreeSet::new();
    policies.retain(|policy| once.insert(policy.clone()));
    Ok(policies)
}
