//! Ctrl-C while archives are asked: the first one ends the asking, and what was had is recorded and shown; a second one ends
//! the program. Must not know what is asked.

use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

use super::output;
use crate::source::stop::Stop;

/// Set by the first signal; there is none until somebody waits for one.
static WISHED: OnceLock<Arc<AtomicBool>> = OnceLock::new();
/// The signal that set it.
static BY: OnceLock<Arc<AtomicUsize>> = OnceLock::new();

/// What a person who presses Ctrl-C from now on wishes. Where the system gives no signals, Ctrl-C ends the program as ever,
/// and what was fetched is kept all the same.
pub fn stop() -> Stop {
    let wished = WISHED.get_or_init(|| {
        let wished = Arc::new(AtomicBool::new(false));
        // The order counts: Ctrl-C ends the program when a signal was seen before it. Programs send SIGTERM twice at once.
        let _ = flag::register_conditional_default(SIGINT, Arc::clone(&wished));
        let by = BY.get_or_init(Arc::default);
        for (signal, number) in [(SIGINT, SIGINT as usize), (SIGTERM, SIGTERM as usize)] {
            let named = flag::register_usize(signal, Arc::clone(by), number);
            let _ = named.and_then(|_| flag::register(signal, Arc::clone(&wished)));
        }
        wished
    });
    Stop::at(Arc::clone(wished))
}

/// Whether it was wished to stop.
pub fn is_wished() -> bool {
    WISHED.get().is_some_and(|wished| wished.load(Ordering::Relaxed))
}

/// After a stop, says how to go on.
pub fn tell(next: &str) {
    if is_wished() {
        output::complain(&format!("stopped; what was had is recorded\nto go on, with nothing asked for twice: {next}"));
    }
}

/// Ends the program as the signal would have done: a script that runs many of these then ends too.
pub fn end() {
    let by = BY.get().and_then(|by| i32::try_from(by.load(Ordering::Relaxed)).ok());
    let _ = low_level::emulate_default_handler(by.filter(|by| *by == SIGTERM).unwrap_or(SIGINT));
}
