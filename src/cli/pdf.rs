//! The hidden command in which the program reads a PDF for itself, in a process of its own.

use super::exit_code::Exit;
use crate::ops::pdf;

/// Read a PDF on stdin, and say on stdout what stands on its pages; for the program's own use
#[derive(Debug, clap::Args)]
pub struct Arguments {}

pub fn run() -> anyhow::Result<Exit> {
    pdf::answer(std::io::stdin().lock(), std::io::BufWriter::new(std::io::stdout().lock()))?;
    Ok(Exit::Nothing)
}
