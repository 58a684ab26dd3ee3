//! Tells a policy from what a server sends instead of one.
//! Must not know time or other captures: it judges one page by itself, and when in doubt it is a policy.

mod missing;
mod phrases;
mod source;

use super::SkipReason;
use super::draft::{Draft, LineKind};
use super::typography::is_letter;
use phrases::PHRASES;
pub(super) use source::Source;

/// The most letters of a page that only says why there is no policy.
const NOTICE: usize = 600;
/// The most letters of a page whose title already says so.
const TITLED_NOTICE: usize = 1500;
/// The most letters of a page that wants consent before it shows anything.
const CONSENT: usize = 2500;
/// The most letters of an error page with all that a site puts around it.
const ERROR: usize = 4000;
/// The fewest letters of a policy under its title.
const POLICY: usize = 80;
/// The fewest letters of a page that says anything.
const SHELL: usize = 200;
/// The fewest letters of a page that is not empty.
const EMPTY: usize = 20;

/// Bytes that begin files which are no text.
const BINARY: &[&[u8]] = &[
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1F\x8B",
    b"\x7FELF",
    b"MZ\x90",
    b"RIFF",
    b"\0\0\x01\0",
    b"\xD0\xCF\x11\xE0",
    b"Rar!",
    b"7z\xBC\xAF",
    b"OggS",
    b"wOFF",
    b"wOF2",
    b"\0asm",
    b"\xFD7zXZ",
    b"\x28\xB5\x2F\xFD",
];

/// What a page shows besides its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Signs {
    /// Where the page sends the reader by itself, within seconds.
    pub refresh: Option<String>,
    /// Whether there is a field for a password.
    pub asks_password: bool,
    /// Whether a part that asks for consent was left out.
    pub asks_consent: bool,
    /// How many bytes of scripts there are.
    pub script_bytes: usize,
    /// What readers without scripts are told.
    pub noscript: String,
    /// Whether the page was cut off in the middle.
    pub is_cut: bool,
    /// What the source of a short page gives away.
    pub source: Source,
}

/// Whether the bytes are no text at all.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.starts_with(b"\xEF\xBB\xBF") {
        return false;
    }
    let head = &bytes[..bytes.len().min(4096)];
    let controls = head.iter().filter(|byte| **byte < 0x09 || (0x0E..0x20).contains(*byte) && **byte != 0x1B).count();
    BINARY.iter().any(|magic| head.starts_with(magic)) || controls * 20 > head.len()
}

/// What the HTTP status alone says.
pub(super) fn by_status(status: u16) -> Option<SkipReason> {
    match status {
        401 | 407 => Some(SkipReason::Login),
        403 | 429 | 451 => Some(SkipReason::Blocked),
        503 => Some(SkipReason::Maintenance),
        400..=599 => Some(SkipReason::ErrorPage),
        _ => None,
    }
}

/// Why the text is not a version by what it says, with what the page shows besides.
pub(super) fn by_text(draft: &Draft, signs: &Signs) -> Option<SkipReason> {
    // No limit here is higher than that of an error page.
    let letters = letters(draft, ERROR);
    if let Some(target) = signs.refresh.as_deref().filter(|_| letters < SHELL) {
        return Some(by_refresh(target));
    }
    if let Some(reason) = by_phrases(draft, letters) {
        return Some(reason);
    }
    let title = draft.title.as_deref().unwrap_or_default().to_lowercase();
    if letters < NOTICE
        && (signs.asks_password || (letters < SHELL && PHRASES.login_titles.iter().any(|t| title.contains(t))))
    {
        return Some(SkipReason::Login);
    }
    if letters < SHELL
        && (!reads_like_text(draft) || only_asks_consent(draft))
        && let Some(reason) = by_shell(letters, signs)
    {
        return Some(reason);
    }
    signs.is_cut.then_some(SkipReason::Truncated)
}

fn by_refresh(target: &str) -> SkipReason {
    let target = target.to_lowercase();
    let is_challenge = ["captcha", "challenge", "cdn-cgi", "verify", "bot"].iter().any(|word| target.contains(word));
    if is_challenge { SkipReason::BotChallenge } else { SkipReason::RedirectStub }
}

/// Whether a page is so short that its source has to be looked at.
pub(super) fn is_short(draft: &Draft) -> bool {
    letters(draft, SHELL) < SHELL
}

/// Looks for what servers say: in the whole text of a short page, in the title and headings of a longer one.
fn by_phrases(draft: &Draft, letters: usize) -> Option<SkipReason> {
    if letters >= ERROR {
        return None;
    }
    let title = draft.title.as_deref().unwrap_or_default().to_lowercase();
    let is_heading = |kind| matches!(kind, LineKind::Heading(1 | 2));
    let headings = cells(draft, is_heading);
    if missing::says(&title) && headings.iter().all(|heading| missing::says(heading) || heading.len() < 20) {
        return Some(SkipReason::ErrorPage);
    }
    let wants_consent =
        |line: &str| line.len() < 100 && PHRASES.consent_titles.iter().any(|phrase| line.contains(phrase));
    if letters < CONSENT && (wants_consent(&title) || headings.first().is_some_and(|line| wants_consent(line))) {
        return Some(SkipReason::ConsentWall);
    }
    if letters >= TITLED_NOTICE {
        return None;
    }
    let names_policy = |line: &String| PHRASES.policies.iter().any(|word| line.contains(word));
    let is_policy = letters >= POLICY && headings.iter().any(names_policy) && reads_like_text(draft);
    let lines = if letters < NOTICE && !is_policy { cells(draft, |_| true) } else { headings };
    if title.trim_start().starts_with("just a moment") && letters < NOTICE {
        return Some(SkipReason::BotChallenge);
    }
    if title.starts_with("index of /") {
        return Some(SkipReason::OtherDocument);
    }
    let says = |phrases: &[&str]| {
        phrases.iter().any(|phrase| title.contains(phrase) || lines.iter().any(|line| line.contains(phrase)))
    };
    if let Some((reason, _)) = PHRASES.notices.iter().find(|(_, phrases)| says(phrases)) {
        return Some(*reason);
    }
    if letters < SHELL && says(&PHRASES.leads_away) {
        return Some(SkipReason::RedirectStub);
    }
    (missing::says(&title) || lines.iter().any(|line| missing::says(line))).then_some(SkipReason::ErrorPage)
}

/// The texts of some lines in lower case.
fn cells(draft: &Draft, wanted: impl Fn(LineKind) -> bool) -> Vec<String> {
    let lines = draft.lines.iter().filter(|line| wanted(line.kind));
    lines.flat_map(|line| &line.cells).map(|cell| cell.text.to_lowercase()).collect()
}

/// Why there is next to no text; without another sign a page may be short.
fn by_shell(letters: usize, signs: &Signs) -> Option<SkipReason> {
    if signs.source.reason.is_some() {
        return signs.source.reason;
    }
    if signs.asks_consent {
        return Some(SkipReason::ConsentWall);
    }
    let wants_scripts = signs.noscript.to_lowercase().contains("javascript");
    if wants_scripts || (signs.script_bytes > 2000 && letters > 0) {
        return Some(SkipReason::ScriptShell);
    }
    if letters >= EMPTY {
        return None;
    }
    if signs.source.leads_away {
        return Some(SkipReason::RedirectStub);
    }
    Some(if signs.source.loads_scripts { SkipReason::ScriptShell } else { SkipReason::NoContent })
}

/// How many letters and digits a reader sees, counted until there are `enough`; signs of the East count for what takes
/// several letters elsewhere.
fn letters(draft: &Draft, enough: usize) -> usize {
    let mut letters = 0;
    for cell in draft.lines.iter().flat_map(|line| &line.cells) {
        if cell.text.is_ascii() {
            letters += cell.text.bytes().filter(u8::is_ascii_alphanumeric).count();
        } else {
            let seen = cell.text.chars().filter(|c| is_letter(*c) || c.is_numeric());
            letters += seen.map(|c| if c >= '\u{2E80}' { 3 } else { 1 }).sum::<usize>();
        }
        if letters >= enough {
            break;
        }
    }
    letters
}

/// Whether a short text has a sentence of some length: a policy may be that short.
fn reads_like_text(draft: &Draft) -> bool {
    let cells = draft.lines.iter().flat_map(|line| &line.cells);
    cells.map(|cell| cell.text.as_str()).any(|text| text.len() > 24 && text.ends_with(['.', '。', '!', ':']))
}

/// Whether all that a page says is that it uses cookies and takes staying for consent; a cookie policy has a title.
fn only_asks_consent(draft: &Draft) -> bool {
    let lines = cells(draft, |_| true);
    let is_notice = |line: &String| {
        line.contains("cookie")
            && ["by using", "by continuing", "accept", "agree", "en poursuivant", "akzeptier", "acepta", "zustimm"]
                .iter()
                .any(|word| line.contains(word))
    };
    let titles = draft.title.as_deref().unwrap_or_default().to_lowercase();
    let has_title =
        titles.contains("cookie") || draft.lines.iter().any(|line| matches!(line.kind, LineKind::Heading(_)));
    !has_title && lines.iter().any(is_notice) && lines.iter().all(|line| line.len() < 25 || is_notice(line))
}

/// Whether an HTML page ends in the middle: it has a beginning and no end, and its last text is not finished.
pub(super) fn is_cut(page: &str) -> bool {
    if page.len() < 4096 {
        return false;
    }
    let head: String = page.chars().take(2048).collect::<String>().to_ascii_lowercase();
    let begins = head.contains("<html") || head.contains("<body") || head.contains("<!doctype");
    let end = page.len().saturating_sub(4096);
    let end = (end..=page.len()).find(|at| page.is_char_boundary(*at)).unwrap_or(page.len());
    let tail = page[end..].to_ascii_lowercase();
    let ends = ["</html", "</body", "</frameset"].iter().any(|tag| tail.contains(tag));
    let last = page.trim_end().chars().next_back().unwrap_or('>');
    let in_tag = tail.rfind('<') > tail.rfind('>');
    let is_unfinished = in_tag || last.is_alphanumeric() || matches!(last, ',' | '-' | '(');
    begins && !ends && (is_unfinished || page.len().is_multiple_of(4096))
}

#[cfg(test)]
mod tests;
