//! The `fineprint` program: arguments in, one command, exit code out.

fn main() {}
