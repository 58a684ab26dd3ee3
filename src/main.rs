//! The `fineprint` program: arguments in, one command, exit code out.

fn main() -> std::process::ExitCode {
    fineprint::cli::run()
}
