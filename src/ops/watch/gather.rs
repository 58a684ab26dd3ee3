//! Runs the looks: hosts beside each other, the pages of one host after each other.
//! Must not know what a look is made of.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use super::look::{Look, Task, look};
use crate::source::live::Live;
use crate::source::polite;

/// Looks that wait to be recorded at the most.
const WAITING: usize = 16;

/// Does every task, and hands each look over as soon as it is there.
pub(super) fn gather<E>(
    live: &Live,
    tasks: Vec<Task<'_>>,
    hosts_at_once: usize,
    mut take: impl FnMut(Look) -> Result<(), E>,
) -> Result<(), E> {
    let queue = Mutex::new(by_host(tasks));
    let workers = hosts_at_once.clamp(1, 64).min(queue.lock().unwrap_or_else(PoisonError::into_inner).len());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(WAITING);
        for _ in 0..workers {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while let Some(tasks) = next() {
                    for task in tasks {
                        // Nobody listens any more once something could not be recorded.
                        if sender.send(look(live, &task)).is_err() {
                            return;
                        }
                    }
                }
            });
        }
        drop(sender);
        receiver.into_iter().try_for_each(&mut take)
    })
}

/// The tasks of each host, the host with most of them first, so that it is not what is waited for in the end.
fn by_host(tasks: Vec<Task<'_>>) -> VecDeque<Vec<Task<'_>>> {
    let mut hosts: BTreeMap<String, Vec<Task<'_>>> = BTreeMap::new();
    for task in tasks {
        let host = task.config.addresses().first().map(|url| polite::host(url)).unwrap_or_default();
        hosts.entry(host).or_default().push(task);
    }
    let mut groups: Vec<Vec<Task<'_>>> = hosts.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups.into()
}
