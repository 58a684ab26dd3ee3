//! A web server that takes what it is sent, keeps it, and answers as a test tells it to.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

/// A server on the loopback address. Its thread ends with the program.
pub struct Inbox {
    pub base: String,
    got: Arc<Mutex<Vec<Got>>>,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Got {
    pub method: String,
    pub path: String,
    headers: Vec<(String, String)>,
    pub body: String,
}

impl Got {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        let named = self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        named.map_or_else(|| panic!("no {name} in {self:?}"), |(_, value)| value.as_str())
    }
}

impl Inbox {
    /// Answers each request with a status and a body.
    pub fn start(answer: impl Fn(&Got) -> (u16, String) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let got = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&got);
        thread::spawn(move || {
            let answer = Arc::new(answer);
            for stream in listener.incoming().flatten() {
                let (answer, kept) = (Arc::clone(&answer), Arc::clone(&kept));
                thread::spawn(move || while serve(&stream, &*answer, &kept).is_some() {});
            }
        });
        Self { base, got }
    }

    /// Takes everything.
    pub fn willing() -> Self {
        Self::start(|_| (200, "ok".to_owned()))
    }

    /// Everything that was sent so far.
    pub fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }
}

fn serve(stream: &TcpStream, answer: &impl Fn(&Got) -> (u16, String), kept: &Mutex<Vec<Got>>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        Some(line.trim_end().to_owned())
    };
    let first = line()?;
    let mut words = first.split(' ').map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut headers = Vec::new();
    loop {
        let line = line()?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let mut body = vec![0; length.and_then(|(_, length)| length.parse().ok()).unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    let got = Got { method, path, headers, body: String::from_utf8(body).ok()? };
    let (status, said) = answer(&got);
    kept.lock().unwrap().push(got);
    let mut stream = stream;
    write!(stream, "HTTP/1.1 {status} Status\r\nContent-Length: {}\r\n\r\n{said}", said.len()).ok()
}
