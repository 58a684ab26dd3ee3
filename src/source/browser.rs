//! Pages as a browser shows them: a program is given an address and prints HTML. Bounded in time and output.
//! Must not know which pages need that, or what they say.

use std::fs;
use std::io::{self, Read as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// The name of the renderer that needs no configuration.
pub const CHROMIUM: &str = "chromium";

/// The names under which systems have Chromium or what is built from it.
const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
/// How headless Chromium prints a page after its scripts have run. The time budget is the page's own time, which passes
/// as fast as the page lets it.
const ARGUMENTS: [&str; 13] = [
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
    "--user-data-dir={profile}",
    "--virtual-time-budget=10000",
    "--dump-dom",
    "{url}",
];
/// How often it is looked whether the program has ended.
const TICK: Duration = Duration::from_millis(20);

/// A program that shows pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renderer {
    /// The name under which captures are recorded.
    pub name: String,
    /// The program and its arguments. `{url}` stands for the address, which else comes last, and `{profile}` for a folder
    /// that is there for this page alone.
    pub command: Vec<String>,
    pub timeout: Duration,
    /// The most bytes it may print.
    pub most: usize,
    /// Where folders for single pages are made.
    pub folder: PathBuf,
    /// All of the environment that the program gets: nothing of it is meant for strangers' pages.
    pub environment: Vec<(String, String)>,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("the renderer cannot be started: {0}")]
    Start(String),
    #[error("the renderer did not end in time")]
    Timeout,
    #[error("the renderer printed more than allowed")]
    TooLarge,
    #[error("the renderer printed nothing")]
    Empty,
    #[error("the renderer failed")]
    Failed,
}

impl Renderer {
    /// The command for headless Chromium.
    pub fn chromium() -> Vec<String> {
        [PROGRAMS[0]].iter().chain(&ARGUMENTS).map(|word| (*word).to_owned()).collect()
    }

    /// Shows a page, and gives its HTML.
    pub fn render(&self, url: &str) -> Result<Vec<u8>, RenderError> {
        let profile = Profile::new(&self.folder);
        let mut child = self.start(url, &profile)?;
        let output = read(&mut child, self.most);
        let deadline = Instant::now() + self.timeout;
        let ended = loop {
            match child.try_wait() {
                Ok(Some(status)) => break Ok(status),
                Ok(None) if Instant::now() < deadline => thread::sleep(TICK),
                _ => break Err(RenderError::Timeout),
            }
        };
        if ended.is_err() {
            // It may have ended meanwhile; then there is nothing to stop.
            let _ = child.kill();
            let _ = child.wait();
        }
        let status = ended?;
        // What the program left behind may hold its output open; it is not waited for any longer than the program itself.
        let left = deadline.saturating_duration_since(Instant::now()).max(TICK);
        let html = output.recv_timeout(left).map_err(|_| RenderError::Timeout)?.map_err(|_| RenderError::Failed)?;
        match html {
            html if html.len() > self.most => Err(RenderError::TooLarge),
            _ if !status.success() => Err(RenderError::Failed),
            html if html.iter().all(u8::is_ascii_whitespace) => Err(RenderError::Empty),
            html => Ok(html),
        }
    }

    fn start(&self, url: &str, profile: &Profile) -> Result<Child, RenderError> {
        let words = self.words(url, profile);
        let Some((program, arguments)) = words.split_first() else {
            return Err(RenderError::Start("its command is empty".to_owned()));
        };
        let names: Vec<&str> = match program.as_str() {
            CHROMIUM => PROGRAMS.to_vec(),
            program => vec![program],
        };
        let mut problem = None;
        for name in names {
            let mut command = Command::new(name);
            command.args(arguments).env_clear().envs(self.environment.iter().map(|(name, value)| (name, value)));
            match command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn() {
                Ok(child) => return Ok(child),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    problem.get_or_insert_with(|| format!("there is no program {name}"));
                }
                Err(error) => return Err(RenderError::Start(error.to_string())),
            }
        }
        Err(RenderError::Start(problem.unwrap_or_default()))
    }

    fn words(&self, url: &str, profile: &Profile) -> Vec<String> {
        let mut words = self.command.clone();
        if words.len() == 1 || !words.iter().any(|word| word.contains("{url}")) {
            words.push("{url}".to_owned());
        }
        let folder = profile.0.display().to_string();
        words.iter().map(|word| word.replace("{profile}", &folder).replace("{url}", url)).collect()
    }
}

/// Reads what a program prints, one byte more than allowed at the most, without anybody having to wait for its end.
fn read(child: &mut Child, most: usize) -> mpsc::Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    let stdout = child.stdout.take();
    thread::spawn(move || {
        let mut html = Vec::new();
        let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        let read = stdout.map_or(Ok(0), |stdout| stdout.take(limit).read_to_end(&mut html));
        // Whoever asked may have given up.
        let _ = sender.send(read.map(|_| html));
    });
    receiver
}

/// A folder that is there for one page.
struct Profile(PathBuf);

impl Profile {
    fn new(folder: &std::path::Path) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self(folder.join(format!("fineprint-browser-{}-{number}", std::process::id())))
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // Only there if the program made it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Renderer {
        Renderer {
            name: "test".to_owned(),
            command: ["sh", "-c", script, "sh"].map(str::to_owned).to_vec(),
            timeout: Duration::from_secs(10),
            most: 1000,
            folder: std::env::temp_dir(),
            environment: vec![("PATH".to_owned(), "/usr/bin:/bin".to_owned())],
        }
    }

    #[test]
    fn the_address_comes_last_or_where_it_is_asked_for() {
        assert_eq!(
            shell("echo \"$1\"").render("https://a.example/?a=1&b=$(x)").unwrap(),
            b"https://a.example/?a=1&b=$(x)\n"
        );
        let named = Renderer { command: ["echo", "{url}", "end"].map(str::to_owned).to_vec(), ..shell("") };
        assert_eq!(named.render("x").unwrap(), b"x end\n");
    }

    #[test]
    fn a_program_that_fails_or_says_nothing_or_too_much_gives_no_page() {
        assert!(matches!(shell("echo x; exit 1").render("u"), Err(RenderError::Failed)));
        assert!(matches!(shell("true").render("u"), Err(RenderError::Empty)));
        assert!(matches!(shell("head -c 100000 /dev/zero | tr '\\0' a; true").render("u"), Err(RenderError::TooLarge)));
        let missing = Renderer { command: vec!["no-such-program-here".to_owned()], ..shell("") };
        assert!(matches!(missing.render("u"), Err(RenderError::Start(_))));
    }

    #[test]
    fn a_program_that_does_not_end_is_stopped() {
        let endless = Renderer { timeout: Duration::from_millis(200), ..shell("exec sleep 600") };
        assert!(matches!(endless.render("u"), Err(RenderError::Timeout)));
    }

    #[test]
    fn the_program_sees_nothing_of_the_environment_but_what_it_is_given() {
        let text = shell("env | cut -d= -f1 | grep -v '^PATH$\\|^PWD$\\|^_$\\|^SHLVL$\\|^OLDPWD$'; echo end")
            .render("u")
            .unwrap();
        assert_eq!(text, b"end\n");
    }
}
