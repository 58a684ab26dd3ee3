//! A website that a test lets live: each of its pages is what the test says it is now, and it remembers who asked for what.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A server on the loopback address. Its threads end with the program.
pub struct Site {
    pub base: String,
    pages: Arc<Mutex<BTreeMap<String, Page>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub headers: Vec<String>,
}

/// What a page answers.
#[derive(Clone, Debug)]
pub enum Page {
    /// Status, headers, body.
    Plain(u16, Vec<(String, String)>, Vec<u8>),
    /// A body with this entity tag; who has it is told so.
    Tagged(&'static str, Vec<u8>),
    /// One after the other in turn.
    InTurn(Vec<Page>, usize),
    /// The beginning of a body, and then nothing for longer than anybody waits.
    Stalled(Vec<u8>),
    /// Less than was promised.
    Cut(Vec<u8>),
    /// So many bytes, one like the other.
    Endless(usize),
}

impl Page {
    pub fn html(body: impl AsRef<[u8]>) -> Self {
        Self::status(200, body)
    }

    pub fn status(status: u16, body: impl AsRef<[u8]>) -> Self {
        let headers = vec![("Content-Type".to_owned(), "text/html; charset=utf-8".to_owned())];
        Self::Plain(status, headers, body.as_ref().to_vec())
    }

    pub fn redirect(status: u16, location: &str) -> Self {
        Self::Plain(status, vec![("Location".to_owned(), location.to_owned())], Vec::new())
    }

    pub fn with(self, name: &str, value: &str) -> Self {
        match self {
            Self::Plain(status, mut headers, body) => {
                headers.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
                headers.push((name.to_owned(), value.to_owned()));
                Self::Plain(status, headers, body)
            }
            other => other,
        }
    }

    /// The same, packed.
    pub fn gzipped(body: &str) -> (Self, Vec<u8>) {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(body.as_bytes()).unwrap();
        let packed = encoder.finish().unwrap();
        (Self::html(&packed).with("Content-Encoding", "gzip"), packed)
    }
}

impl Site {
    /// Opens a site without any page.
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (pages, asked) = (Arc::new(Mutex::new(BTreeMap::new())), Arc::new(Mutex::new(Vec::new())));
        let (shown, remembered) = (Arc::clone(&pages), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (shown, remembered) = (Arc::clone(&shown), Arc::clone(&remembered));
                thread::spawn(move || serve(&stream, &shown, &remembered));
            }
        });
        Self { base, pages, asked }
    }

    /// What a page is from now on.
    pub fn set(&self, path: &str, page: Page) {
        self.pages.lock().unwrap().insert(path.to_owned(), page);
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The requests for a page since the last time this was asked.
    pub fn asked_for(&self, path: &str) -> Vec<Asked> {
        let mut asked = self.asked.lock().unwrap();
        let (those, others) = asked.drain(..).partition(|asked: &Asked| asked.path == path);
        *asked = others;
        those
    }
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| {
            let (own, value) = line.split_once(':')?;
            own.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

fn serve(stream: &TcpStream, pages: &Mutex<BTreeMap<String, Page>>, remembered: &Mutex<Vec<Asked>>) {
    let mut lines = BufReader::new(stream).lines();
    loop {
        let Some(Ok(first)) = lines.next() else { return };
        let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
        let headers: Vec<String> = lines.by_ref().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
        let asked = Asked { path, headers };
        let page = pages.lock().unwrap().get_mut(&asked.path).map(now);
        remembered.lock().unwrap().push(asked.clone());
        let page = page.unwrap_or_else(|| Page::status(404, "<title>Not found</title><h1>404 Not Found</h1>"));
        if answer(stream, &asked, page).is_err() {
            return;
        }
    }
}

/// What a page is at this request.
fn now(page: &mut Page) -> Page {
    match page {
        Page::InTurn(pages, turn) => {
            let now = pages[*turn % pages.len()].clone();
            *turn += 1;
            now
        }
        page => page.clone(),
    }
}

fn answer(mut stream: &TcpStream, asked: &Asked, page: Page) -> std::io::Result<()> {
    let end = || Err(std::io::Error::other("the connection is to be closed"));
    match page {
        Page::Plain(status, headers, body) => send(stream, status, &headers, body.len(), &body),
        Page::Tagged(tag, body) => {
            let quoted = format!("\"{tag}\"");
            let headers = [("ETag".to_owned(), quoted.clone()), ("Content-Type".to_owned(), "text/html".to_owned())];
            if asked.header("if-none-match") == Some(&*quoted) {
                return stream.write_all(format!("HTTP/1.1 304 Not Modified\r\nETag: {quoted}\r\n\r\n").as_bytes());
            }
            send(stream, 200, &headers, body.len(), &body)
        }
        Page::Stalled(body) => {
            send(stream, 200, &[], body.len() + 100, &body)?;
            thread::sleep(Duration::from_secs(8));
            end()
        }
        Page::Cut(body) => {
            send(stream, 200, &[("Content-Type".to_owned(), "text/html".to_owned())], body.len() + 100, &body)?;
            end()
        }
        Page::Endless(length) => {
            // In chunks, so that nothing gives away how much there is.
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")?;
            let chunk = vec![b'a'; 1 << 16];
            for _ in 0..length / chunk.len() {
                stream.write_all(format!("{:x}\r\n", chunk.len()).as_bytes())?;
                stream.write_all(&chunk)?;
                stream.write_all(b"\r\n")?;
            }
            stream.write_all(b"0\r\n\r\n")
        }
        Page::InTurn(..) => end(),
    }
}

fn send(
    mut stream: &TcpStream,
    status: u16,
    headers: &[(String, String)],
    promised: usize,
    body: &[u8],
) -> std::io::Result<()> {
    let mut bytes = format!("HTTP/1.1 {status} Status\r\nContent-Length: {promised}\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend(format!("{name}: {value}\r\n").bytes());
    }
    bytes.extend(b"\r\n");
    bytes.extend(body);
    stream.write_all(&bytes)
}
