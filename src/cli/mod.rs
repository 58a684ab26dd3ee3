//! The command line: one file a command, and the one place that reads the clock and the environment.
//! Must not know how anything is done, only whom to ask.
