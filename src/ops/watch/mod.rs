//! Looks at every watched page, records what was seen, and says what came of it. One page's trouble is never another's.
//! Must not know how a request is made, arguments or terminals.

mod gather;
mod look;
mod outcome;
mod pages;
mod record;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::compare::Lexicon;
use crate::config::{Config, PolicyConfig};
use crate::ops::{Selecting, rebuild};
use crate::policy::PolicyId;
use crate::report::Tracked;
use crate::source::browser::Renderer;
use crate::source::live::Live;
use crate::store::{Standing, Store, StoreError};
use crate::time::CapturedAt;

use look::Task;

/// For policies that nobody says anything of.
static NOTHING_SELECTED: LazyLock<Selecting> = LazyLock::new(Selecting::default);

/// What to look at, and how.
#[derive(Clone, Debug)]
pub struct Watching<'a> {
    pub config: &'a Config,
    /// By what changes are judged.
    pub lexicon: &'a Lexicon,
    /// The policies to look at; those without an address are not.
    pub policies: &'a [PolicyId],
    /// Which parts of their pages are read.
    pub selecting: &'a BTreeMap<PolicyId, Selecting>,
    /// The programs that show pages, by name.
    pub renderers: &'a BTreeMap<String, Renderer>,
    /// How often a change must be seen before it counts.
    pub confirm: u32,
    /// When the run began.
    pub now: CapturedAt,
}

/// Looks at the pages, several hosts at once, and records all that was seen.
///
/// Nothing is asked before the store has been found fit to be written.
pub fn track(store: &Store, live: &Live, watching: &Watching<'_>) -> Result<Tracked, StoreError> {
    drop(store.recorder(watching.now)?);
    let standings = read_as_configured(store, watching)?;
    let tasks = tasks(watching, &standings);
    let mut recording = record::Recording::new(store, watching.now, watching.selecting);
    gather::gather(live, tasks, watching.config.pace.hosts_at_once, |look| recording.take(look))?;
    let looks = recording.finish()?;
    outcome::tracked(store, watching.lexicon, &standings, looks)
}

fn tasks<'a>(watching: &Watching<'a>, standings: &'a BTreeMap<PolicyId, Standing>) -> Vec<Task<'a>> {
    let named: BTreeSet<&PolicyId> = watching.policies.iter().collect();
    let renderer = |name: Option<&String>| watching.renderers.get(name?);
    let configured = watching.config.policies.iter().filter(|(policy, _)| named.contains(policy));
    configured
        .filter(|(_, config)| is_watched(config))
        .map(|(policy, config)| Task {
            policy,
            config,
            standing: standings.get(policy),
            selecting: watching.selecting.get(policy).unwrap_or(&NOTHING_SELECTED),
            renderer: renderer(config.renderer.as_ref()),
            shell_renderer: renderer(watching.config.pace.render_shells.as_ref()).filter(|_| config.renderer.is_none()),
            confirm: watching.confirm.max(1),
            in_full: is_day_of_full_look(policy, watching.now),
        })
        .collect()
}

/// How things stand with every policy, once those whose selectors have changed were read again from the pages that are
/// kept: what the configuration changes must not look like a change of the policy.
fn read_as_configured(store: &Store, watching: &Watching<'_>) -> Result<BTreeMap<PolicyId, Standing>, StoreError> {
    let standings = store.standings()?;
    let mut any = false;
    for (policy, selecting) in watching.selecting.iter().filter(|(policy, _)| watching.policies.contains(policy)) {
        if standings.get(policy).is_some_and(|standing| standing.visit.selection != selecting.id()) {
            rebuild(store, watching.now, policy, selecting)?;
            any = true;
        }
    }
    if any { store.standings() } else { Ok(standings) }
}

/// Whether a policy has an address to look at.
pub fn is_watched(config: &PolicyConfig) -> bool {
    !config.addresses().is_empty()
}

/// A server that always says "not modified" must not hide a change for ever: one day in seven, another one for each
/// policy, pages are read in full.
fn is_day_of_full_look(policy: &PolicyId, now: CapturedAt) -> bool {
    let own = policy.to_string().bytes().fold(0_i64, |sum, byte| (sum * 31 + i64::from(byte)) % 7);
    (now.unix().div_euclid(86_400) + own).rem_euclid(7) == 0
}
