//! Turns findings, changes and timelines into text: for a terminal, a browser, a machine.
//! Must not know where any of them came from, or write anything anywhere.
