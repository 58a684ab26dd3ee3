//! The integration tests: one binary, so that it links once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_types,
    clippy::disallowed_methods
)]

#[cfg(target_os = "linux")]
mod action;
mod alerts;
mod architecture;
mod archives;
mod bad_input;
mod cases;
mod commands;
mod crash;
mod demo;
mod harness;
mod lexicon;
mod nasty_pages;
mod own_store;
mod paper;
mod pdf;
mod report;
mod server;
mod store;
mod watching;
