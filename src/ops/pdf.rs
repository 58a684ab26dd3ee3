//! Takes PDFs apart in a process of its own, with limits on its time, its memory and its answer: whatever a hostile file
//! does to the parser, a run goes on. Must not know what a PDF's text means.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::document::SkipReason;
use crate::document::pdf::Sheets;

/// The hidden command under which the program reads a PDF on stdin and answers on stdout.
pub const COMMAND: &str = "__pdf";

/// The program that is started.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// From now on PDFs are read by this program under [`COMMAND`]. Without it they are read in the caller's own process.
pub fn isolate(program: PathBuf) {
    // What was said first holds.
    let _ = PROGRAM.set(program);
}

/// What stands on a PDF's pages, if another process is to say; `None` when there is none.
pub fn sheets(body: &[u8]) -> Option<Result<Sheets, SkipReason>> {
    if cfg!(not(feature = "pdf")) {
        return Some(Err(SkipReason::PdfUnsupported));
    }
    PROGRAM.get().map(|program| parent::sheets(program, body).ok_or(SkipReason::PdfUnreadable))
}

#[cfg(feature = "pdf")]
pub use child::answer;

mod parent {
    //! Starts the process, and believes nothing of it but what it wrote whole.

    use std::io::{Read as _, Write as _};
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::sync::mpsc;
    use std::time::Duration;

    use crate::document::pdf::Sheets;

    /// How long it may take on a machine with much else to do. The process limits its own work long before.
    const LONGEST: Duration = Duration::from_secs(180);
    /// The most bytes of its answer.
    const LARGEST: u64 = 96 << 20;

    pub(super) fn sheets(program: &Path, body: &[u8]) -> Option<Sheets> {
        let mut command = Command::new(program);
        command.arg(super::COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        // Nothing in the environment is its business.
        if cfg!(unix) {
            command.env_clear();
        }
        let mut child = command.spawn().ok()?;
        let answer = talk(&mut child, body);
        // It has nothing more to say, or no right to.
        let _ = child.kill();
        let _ = child.wait();
        serde_json::from_slice(&answer?).ok()
    }

    /// What it answers, whole and in time.
    fn talk(child: &mut Child, body: &[u8]) -> Option<Vec<u8>> {
        let (mut question, answer) = (child.stdin.take()?, child.stdout.take()?);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                // A process that ends early does not read to the end.
                let _ = question.write_all(body);
            });
            let (done, is_done) = mpsc::channel();
            let reader = scope.spawn(move || {
                let mut bytes = Vec::new();
                let read = answer.take(LARGEST + 1).read_to_end(&mut bytes);
                let _ = done.send(());
                read.map(|_| bytes).ok()
            });
            let in_time = is_done.recv_timeout(LONGEST).is_ok();
            let _ = child.kill();
            let bytes = reader.join().ok().flatten()?;
            (in_time && bytes.len() as u64 <= LARGEST).then_some(bytes)
        })
    }
}

#[cfg(feature = "pdf")]
mod child {
    //! The process: it limits itself before it reads the first byte.

    use std::io::{self, Read, Write};

    use crate::document::pdf;

    /// The most bytes of a PDF.
    const LARGEST: u64 = 32 << 20;
    /// The most memory, in bytes.
    #[cfg(unix)]
    const MEMORY: u64 = 2 << 30;
    /// The most seconds of work.
    #[cfg(unix)]
    const SECONDS: u64 = 15;

    /// Reads a PDF and writes down what stands on its pages.
    pub fn answer(mut from: impl Read, mut to: impl Write) -> io::Result<()> {
        limit();
        let mut body = Vec::new();
        from.by_ref().take(LARGEST).read_to_end(&mut body)?;
        let sheets = pdf::sheets(&body).map_err(io::Error::other)?;
        serde_json::to_writer(&mut to, &sheets)?;
        to.flush()
    }

    #[cfg(unix)]
    fn limit() {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limits = [(Resource::As, MEMORY), (Resource::Cpu, SECONDS), (Resource::Core, 0)];
        for (resource, most) in limits {
            // Where a system knows no such limit, the others and the bounds of the reader hold.
            let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
        }
    }

    #[cfg(not(unix))]
    fn limit() {}
}
