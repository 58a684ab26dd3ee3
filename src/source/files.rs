//! Captures kept as files: pages saved by hand, folders of them, and the form of the Princeton-Leuven data set, whose first
//! line says when and where a page was archived.
//! Must not know what a page says beyond that line.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::memento;
use crate::capture::{Capture, MediaType, Provenance, is_pdf};
use crate::time::CapturedAt;

/// The largest file that is read, in bytes. No policy comes near it, and a page of this size still fits in memory.
pub const LARGEST: u64 = 32 * 1024 * 1024;

/// How much of a file is looked at for the line that says where it comes from.
const HEAD: usize = 4096;

/// What is known of a file that the file itself may not tell.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// When the page was seen; outranks what the file says.
    pub captured_at: Option<CapturedAt>,
    /// The page's own address; outranks what the file says.
    pub url: Option<String>,
    /// The address at which the page usually stands, for files that do not tell theirs.
    pub usual_url: Option<String>,
    /// What a reader must know to judge the capture.
    pub note: Option<String>,
}

/// Why a file gave no capture.
#[derive(Debug, thiserror::Error)]
#[error("{}: {kind}", path.display())]
pub struct FileError {
    pub path: PathBuf,
    pub kind: FileErrorKind,
    pub source: Option<io::Error>,
}

/// What is wrong with a file, and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileErrorKind {
    #[error("there is no such file or folder\ncheck the path")]
    Missing,
    #[error("it is a folder, and a file is needed\nname a page in it")]
    Folder,
    #[error(
        "the folder holds no page (.html, .htm, .xhtml, .md, .markdown, .txt, .pdf)\nname the files themselves if they have other endings"
    )]
    NoCaptures,
    #[error("it could not be read\ncheck that you may read it and that the disk is sound")]
    Unreadable,
    #[error("it is larger than 32 MiB, so it is no policy\nleave it out, or save the page again")]
    TooLarge,
    #[error("it is empty\nsave the page again")]
    Empty,
    #[error(
        "it is not text: an image, an archive or a program, perhaps\nsave the page as HTML, Markdown, plain text or PDF"
    )]
    Binary,
    #[error(
        "nothing says when this page was seen\nadd --captured-at, or put the instant in the file's name, as in page-2012-10-14.html"
    )]
    NoInstant,
    #[error("the page cannot have been seen after now\ncorrect --captured-at, or the instant in the file's name")]
    Future,
    #[error(
        "another text is recorded for the same instant, and one page shows one text at a time\ncorrect --captured-at, or the instant in the file's name"
    )]
    SameInstant,
    #[error(
        "another text is recorded for the same day, and without the hour of both nothing tells which came first\ngive the time of day with --captured-at, as in 2012-10-14T19:29:59Z"
    )]
    SameDay,
}

/// What paths give.
#[derive(Debug, Default)]
pub struct Listed {
    /// Every file to read, folders walked, in the order of their paths.
    pub files: Vec<PathBuf>,
    /// Every path that cannot be had.
    pub failed: Vec<FileError>,
    /// How many files in folders were left out, by their kind: `.png`, say.
    pub left_out: BTreeMap<String, usize>,
}

/// Every file to read. Inside folders, symbolic links and files that are no pages by their name are left out and counted;
/// hidden files are passed over.
pub fn list(paths: &[PathBuf]) -> Listed {
    let Listed { mut files, failed: mut errors, mut left_out } = Listed::default();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => match walk(path, &mut left_out) {
                Ok(found) if found.is_empty() => errors.push(error(path, FileErrorKind::NoCaptures, None)),
                Ok(found) => files.extend(found),
                Err(error) => errors.push(error),
            },
            Ok(_) => files.push(path.clone()),
            Err(cause) => errors.push(error(path, kind_of(&cause), Some(cause))),
        }
    }
    Listed { files, failed: errors, left_out }
}

fn walk(folder: &Path, left_out: &mut BTreeMap<String, usize>) -> Result<Vec<PathBuf>, FileError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        for entry in entries.map_err(|cause| error(&folder, FileErrorKind::Unreadable, Some(cause)))? {
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && !hidden {
                folders.push(entry.path());
            } else if kind.is_file() && !hidden && media_by_name(&entry.path()).is_some() {
                files.push(entry.path());
            } else if !hidden {
                *left_out.entry(kind_in_words(kind, &entry.path())).or_default() += 1;
            }
        }
    }
    files.sort();
    Ok(files)
}

/// What a file that is left out is called in a count.
fn kind_in_words(kind: fs::FileType, path: &Path) -> String {
    let is_plain = |ending: &&str| ending.len() <= 10 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match path.extension() {
        _ if kind.is_symlink() => "symbolic link".to_owned(),
        None => "without an ending".to_owned(),
        Some(ending) => match ending.to_str().filter(is_plain) {
            Some(ending) => format!(".{}", ending.to_ascii_lowercase()),
            None => "with another ending".to_owned(),
        },
    }
}

/// Reads one file as a capture.
///
/// The instant is taken from `given`, else from the line in which the Princeton-Leuven data set says it, else from the file's
/// name; the address likewise.
pub fn read(path: &Path, given: &Given) -> Result<Capture, FileError> {
    capture(path, body(path)?, given)
}

/// Takes bytes that are in memory already for the contents of the file at `path`.
pub fn capture(path: &Path, body: Vec<u8>, given: &Given) -> Result<Capture, FileError> {
    let head = String::from_utf8_lossy(&body[..body.len().min(HEAD)]).into_owned();
    let archived = archived(&head);
    let captured_at =
        instant_of(path, given, archived.as_ref()).ok_or_else(|| error(path, FileErrorKind::NoInstant, None))?;
    let told = archived.as_ref().and_then(|archived| archived.url.clone());
    let url = given.url.clone().or(told).or_else(|| given.usual_url.clone());
    let media = media(path, &body);
    let provenance = Provenance {
        url,
        memento: archived.and_then(|archived| archived.memento),
        note: given.note.clone(),
        ..Provenance::new(captured_at, "import")
    };
    Ok(Capture { provenance, media, body })
}

/// When the page in a file was seen, as far as that can be told without reading all of it.
pub fn instant(path: &Path, given: &Given) -> Option<CapturedAt> {
    let mut head = Vec::new();
    File::open(path).and_then(|file| file.take(HEAD as u64).read_to_end(&mut head)).ok()?;
    instant_of(path, given, archived(&String::from_utf8_lossy(&head)).as_ref())
}

fn instant_of(path: &Path, given: &Given, archived: Option<&Archived>) -> Option<CapturedAt> {
    given.captured_at.or_else(|| archived.map(|archived| archived.captured_at)).or_else(|| instant_in_name(path))
}

/// The file's bytes, if they can be a page at all.
pub fn body(path: &Path) -> Result<Vec<u8>, FileError> {
    let file = File::open(path).map_err(|cause| error(path, kind_of(&cause), Some(cause)))?;
    let mut body = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut body).map_err(|cause| error(path, kind_of(&cause), Some(cause)))?;
    if body.len() as u64 > LARGEST {
        return Err(error(path, FileErrorKind::TooLarge, None));
    }
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(error(path, FileErrorKind::Empty, None));
    }
    if is_binary(&body) {
        return Err(error(path, FileErrorKind::Binary, None));
    }
    Ok(body)
}

/// What the bytes are by the file's name, or by how they begin.
pub fn media(path: &Path, body: &[u8]) -> MediaType {
    let by_head = || media_by_head(&String::from_utf8_lossy(&body[..body.len().min(HEAD)]));
    match media_by_name(path) {
        _ if is_pdf(body) => MediaType::Pdf,
        Some(MediaType::Pdf) | None => by_head(),
        Some(media) => media,
    }
}

fn media_by_name(path: &Path) -> Option<MediaType> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" | "xhtml" => Some(MediaType::Html),
        "md" | "markdown" => Some(MediaType::Markdown),
        "txt" | "text" => Some(MediaType::Text),
        "pdf" => Some(MediaType::Pdf),
        _ => None,
    }
}

fn media_by_head(head: &str) -> MediaType {
    let head = head.to_ascii_lowercase();
    let markup = ["<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<p ", "<h1", "<!--"];
    if markup.iter().any(|tag| head.contains(tag)) {
        MediaType::Html
    } else if head.lines().any(|line| line.starts_with("# ") || line.starts_with("## ")) {
        MediaType::Markdown
    } else {
        MediaType::Text
    }
}

/// Whether the bytes hold a NUL and no byte order mark that would explain it.
fn is_binary(body: &[u8]) -> bool {
    let utf16 = body.starts_with(&[0xff, 0xfe]) || body.starts_with(&[0xfe, 0xff]);
    !utf16 && !is_pdf(body) && body[..body.len().min(64 * 1024)].contains(&0)
}

/// What the head of a file says about the capture it holds.
#[derive(Debug, PartialEq, Eq)]
struct Archived {
    captured_at: CapturedAt,
    url: Option<String>,
    memento: Option<String>,
}

/// Reads the line that the Princeton-Leuven data set (`privacy-policy-historical`) puts before each page: `The following
/// text is extracted and transformed from the … privacy policy that was archived on 2012-10-14. Please check the original
/// snapshot on the Wayback Machine (…)`, as a quote in Markdown and as a comment in HTML.
fn archived(head: &str) -> Option<Archived> {
    let at = head.find("The following ")?;
    if !head[..at].chars().all(|c| "<!->*_ \r\n\t\u{feff}".contains(c)) {
        return None;
    }
    let sentence = &head[at..];
    let (_, after) = sentence.split_once("archived on ")?;
    let day: CapturedAt = after.get(..10)?.parse().ok()?;
    let (_, link) = after.split_once("http")?;
    let link: String = link.chars().take_while(|c| !c.is_whitespace() && !"()<>\"".contains(*c)).collect();
    let link = format!("http{link}");
    match memento::parse(&link) {
        Some(memento) if memento.captured_at.day() == day.day() => {
            Some(Archived { captured_at: memento.captured_at, url: Some(memento.original), memento: Some(link) })
        }
        _ => Some(Archived { captured_at: day, url: None, memento: None }),
    }
}

/// An instant in a file's name: `page-2012-10-14.html`, `2012-10-14T19-29-59Z.md`, `20121014192959.html`,
/// `20121014T192959Z.html`, `page-20121014.html`.
fn instant_in_name(path: &Path) -> Option<CapturedAt> {
    let stem = path.file_stem()?.to_str()?;
    let full = windows(stem, 19).filter(|text| text.as_bytes()[10] == b'T').find_map(|text| {
        let (day, time) = text.split_at_checked(10)?;
        format!("{day}{}", time.replace(['-', '_'], ":")).parse().ok()
    });
    full.or_else(|| windows(stem, 14).find_map(|text| text.parse().ok()))
        .or_else(|| {
            let parted = windows(stem, 15).filter(|text| text.as_bytes()[8] == b'T');
            parted.map(|text| text.replace('T', "")).find_map(|text| text.parse().ok())
        })
        .or_else(|| windows(stem, 10).find_map(|text| text.parse().ok()))
        .or_else(|| windows(stem, 8).find_map(day_of_digits))
}

/// A day as eight digits, in a century that a number of another kind seldom names.
fn day_of_digits(text: &str) -> Option<CapturedAt> {
    let is_day = text.bytes().all(|byte| byte.is_ascii_digit()) && (text.starts_with("19") || text.starts_with("20"));
    is_day.then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]).parse().ok())?
}

/// Every piece of `length` bytes that does not stand inside a longer number.
fn windows(stem: &str, length: usize) -> impl Iterator<Item = &str> {
    let is_digit = |at: Option<usize>| at.and_then(|at| stem.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    (0..=stem.len().saturating_sub(length))
        .filter(move |&at| !is_digit(at.checked_sub(1)) && !is_digit(Some(at + length)))
        .filter_map(move |at| stem.get(at..at + length))
}

/// A file that cannot be taken, and why.
pub fn refused(path: &Path, kind: FileErrorKind) -> FileError {
    error(path, kind, None)
}

fn error(path: &Path, kind: FileErrorKind, source: Option<io::Error>) -> FileError {
    FileError { path: path.to_owned(), kind, source }
}

fn kind_of(cause: &io::Error) -> FileErrorKind {
    match cause.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => FileErrorKind::Missing,
        io::ErrorKind::IsADirectory => FileErrorKind::Folder,
        _ => FileErrorKind::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKDOWN: &str = "> *The following text is extracted and transformed from the example.com privacy policy that was \
        archived on 2012-10-14. Please check the [original snapshot on the Wayback \
        Machine](https://web.archive.org/web/20121014192959id_/http%3A//example.com/privacy) for the most accurate \
        reproduction.*\n\n# Privacy\n";
    const HTML: &str = "<!--The following is the downloaded HTML source of the example.com privacy policy that was archived \
        on 2012-10-14.\n Please check the original snapshot on the Wayback Machine \
        (https://web.archive.org/web/20121014192959id_/http%3A//example.com/privacy) for the most accurate reproduction.-->";

    #[test]
    fn the_first_line_of_the_data_set_says_when_and_where() {
        for head in [MARKDOWN, HTML] {
            let archived = archived(head).unwrap();
            assert_eq!(archived.captured_at.to_string(), "2012-10-14T19:29:59Z");
            assert_eq!(archived.url.as_deref(), Some("http://example.com/privacy"));
            assert!(archived.memento.unwrap().starts_with("https://web.archive.org/web/20121014192959id_/"));
        }
    }

    #[test]
    fn a_policy_that_merely_says_the_following_is_not_believed() {
        assert_eq!(archived("We collect data. The following text was archived on 2012-10-14 http://x/"), None);
    }

    #[test]
    fn a_line_whose_link_is_of_another_day_gives_the_day_alone() {
        let archived = archived(&MARKDOWN.replace("web/20121014", "web/20111014")).unwrap();
        assert_eq!((archived.captured_at.to_string().as_str(), archived.url), ("2012-10-14T00:00:00Z", None));
    }

    #[test]
    fn a_file_name_can_hold_the_instant() {
        let instant = |name: &str| instant_in_name(Path::new(name)).map(|instant| instant.to_string());
        assert_eq!(instant("page-2012-10-14.html").as_deref(), Some("2012-10-14T00:00:00Z"));
        assert_eq!(instant("2012-10-14T19-29-59Z.md").as_deref(), Some("2012-10-14T19:29:59Z"));
        assert_eq!(instant("x_20121014192959.html").as_deref(), Some("2012-10-14T19:29:59Z"));
        assert_eq!(instant("t-20240401.html").as_deref(), Some("2024-04-01T00:00:00Z"));
        assert_eq!(instant("20121014T192959Z.html").as_deref(), Some("2012-10-14T19:29:59Z"));
        assert_eq!(instant("order-20241301.html"), None);
        assert_eq!(instant("order-30240401.html"), None);
        assert_eq!(instant("été-120121014192959.html"), None);
        assert_eq!(instant("terms-v2.html"), None);
    }
}
