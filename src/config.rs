//! `fineprint.toml`: which policies are watched and how.
//! Must not know the command line.
