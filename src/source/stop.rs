//! The wish that asking ends. What is under way is given up; what was had is kept.
//! Must not know signals, or who wishes it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A wish that somebody may have at any time, seen by everything that waits or asks.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Wished as soon as `flag` is set.
    pub fn at(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }

    /// Whether it is wished by now.
    pub fn is_wished(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
