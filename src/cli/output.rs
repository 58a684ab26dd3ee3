//! Where a command's words go: data to stdout, talk to stderr.
//! Must not know what is said.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;

use crate::report::{
    escape, json_v1,
    terminal::{Colour, Style},
};

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

/// How to write, decided once.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// JSON in place of words.
    pub json: bool,
    /// No talk on stderr but errors.
    pub quiet: bool,
    /// Colours and width of the terminal.
    pub style: Style,
}

impl Output {
    /// Says something to the person at the terminal.
    pub fn talk(self, text: &str) {
        if !self.quiet {
            complain(text);
        }
    }

    /// Says something that is painted already, and in which nothing steers the terminal but the paint.
    pub fn talk_painted(self, text: &str) {
        if !self.quiet {
            say(text);
        }
    }
}

/// Writes data to stdout. A reader who stops reading, as `head` does, is no error.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// Writes a file, its folder included.
pub fn file(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.with_context(|| format!("{} cannot be written", path.display()))
}

/// Writes a file piece by piece. It appears whole or not at all.
pub fn whole_file(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> anyhow::Result<()> {
    let is_special = path.metadata().is_ok_and(|there| !there.is_file());
    let unfinished = match path.file_name() {
        Some(name) if !is_special => path.with_file_name(format!("{}.unfinished", name.to_string_lossy())),
        _ => path.to_owned(),
    };
    let written = File::create(&unfinished).and_then(|file| {
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.flush()?;
        if unfinished == path { Ok(()) } else { fs::rename(&unfinished, path) }
    });
    if written.is_err() && unfinished != path {
        let _ = fs::remove_file(&unfinished);
    }
    written.with_context(|| format!("{} cannot be written", path.display()))
}

/// Writes an answer of the machine interface to stdout.
pub fn print_json(answer: &impl Serialize) -> anyhow::Result<()> {
    print(&json_v1::text(answer))
}

/// Whether stdout is read by a person as it is written.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Writes to stderr. Names and addresses in it are somebody else's words, so nothing in it steers the terminal.
pub fn complain(text: &str) {
    say(&text.split('\n').map(escape::visible).collect::<Vec<_>>().join("\n"));
}

/// Writes to stderr; when even that fails there is nobody to tell.
fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Whether to use colours, by the flag, then by the environment (<https://no-color.org>), then by where stdout goes.
pub fn colour(when: When, no_color: bool, force: bool) -> Colour {
    let painted = match when {
        When::Always => true,
        When::Never => false,
        When::Auto => force || (!no_color && io::stdout().is_terminal()),
    };
    if painted { Colour::Ansi } else { Colour::Plain }
}
