//! A web server that answers as a test tells it to, and remembers what it was asked.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

/// A server on the loopback address. Its threads end with the program.
pub struct Server {
    pub base: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    pub path: String,
    headers: BTreeMap<String, String>,
    pub body: String,
}

/// What to answer. Whoever asks by the entity tag that the answer has is told that nothing changed.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    sent: Sent,
}

/// How an answer is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Sent {
    #[default]
    Whole,
    Cut,
    Stalled,
    Silent,
    Trickled,
    Endless(usize),
}

impl Server {
    /// Answers each request by its path and by how many were asked before it.
    pub fn start(answer: impl Fn(&str, usize) -> Answer + Send + Sync + 'static) -> Self {
        Self::answering(move |asked, before| answer(&asked.path, before))
    }

    /// Answers each request by all that it says and by how many were asked before it.
    pub fn answering(answer: impl Fn(&Asked, usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let serving = Arc::new((answer, Arc::clone(&asked)));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = Arc::clone(&serving);
                thread::spawn(move || serve(&stream, &serving.0, &serving.1));
            }
        });
        Self { base, asked }
    }

    /// Every request so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The requests for a path since the last time this was asked.
    pub fn take_asked(&self, path: &str) -> Vec<Asked> {
        self.asked.lock().unwrap().extract_if(.., |asked| asked.path == path).collect()
    }

    /// The paths of the requests for captures.
    pub fn replayed(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).filter(|path| path.contains("id_/")).collect()
    }
}

impl Asked {
    /// A header by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// Whether it asks for a page only if that is another by now.
    pub fn is_conditional(&self) -> bool {
        self.headers.contains_key("if-none-match")
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

impl Answer {
    pub fn status(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    pub fn ok(body: impl AsRef<[u8]>) -> Self {
        Self::status(200).body(body)
    }

    pub fn html(body: impl AsRef<[u8]>) -> Self {
        Self::error(200, body)
    }

    /// A page that stands in another's place.
    pub fn error(status: u16, body: impl AsRef<[u8]>) -> Self {
        Self::status(status).header("Content-Type", "text/html; charset=utf-8").body(body)
    }

    pub fn redirect(status: u16, location: &str) -> Self {
        Self::status(status).header("Location", location)
    }

    /// An archived response with this status and instant.
    pub fn memento(status: u16, http_date: &str, body: impl AsRef<[u8]>) -> Self {
        Self::status(status).header("Memento-Datetime", http_date).header("Content-Type", "text/html").body(body)
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(own, _)| own != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn body(self, body: impl AsRef<[u8]>) -> Self {
        Self { body: body.as_ref().to_vec(), ..self }
    }

    /// The same with this entity tag.
    pub fn tagged(self, tag: &str) -> Self {
        self.header("ETag", &format!("\"{tag}\""))
    }

    /// The same, packed.
    pub fn gzipped(self) -> Self {
        let body = gzip(&self.body);
        self.header("Content-Encoding", "gzip").body(body)
    }

    /// Promises more than it sends.
    pub fn cut(self) -> Self {
        Self { sent: Sent::Cut, ..self }
    }

    /// Sends its body, and then nothing for longer than anybody waits, though it promised more.
    pub fn stalled(self) -> Self {
        Self { sent: Sent::Stalled, ..self }
    }

    /// Says nothing for longer than anybody waits.
    pub fn silent(self) -> Self {
        Self { sent: Sent::Silent, ..self }
    }

    /// Sends a byte now and then.
    pub fn trickled(self) -> Self {
        Self { sent: Sent::Trickled, ..self }
    }

    /// So many bytes in chunks, so that nothing gives away how much there is.
    pub fn endless(length: usize) -> Self {
        Self { sent: Sent::Endless(length), ..Self::html("") }
    }
}

/// The body of an answer, packed.
pub fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

/// Until the other side has closed the connection, or the answer wants it closed.
fn serve(stream: &TcpStream, answer: &impl Fn(&Asked, usize) -> Answer, remembered: &Mutex<Vec<Asked>>) {
    let mut reader = BufReader::new(stream);
    while let Some(asked) = read(&mut reader) {
        let before = {
            let mut remembered = remembered.lock().unwrap();
            remembered.push(asked.clone());
            remembered.len() - 1
        };
        let answer = answer(&asked, before);
        let tag = asked.header("if-none-match").filter(|tag| answer.headers.contains(&etag(tag)));
        let answer = tag.map_or(answer, |tag| Answer { headers: vec![etag(tag)], ..Answer::status(304) });
        if send(stream, &answer).is_err() {
            return;
        }
    }
}

fn etag(quoted: &str) -> (String, String) {
    ("ETag".to_owned(), quoted.to_owned())
}

fn read(reader: &mut BufReader<&TcpStream>) -> Option<Asked> {
    let mut lines = reader.by_ref().lines().map_while(io::Result::ok);
    let first = lines.next()?;
    let mut words = first.split(' ').map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let header =
        |line: String| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
    let headers: BTreeMap<_, _> = lines.map_while(header).collect();
    let length = headers.get("content-length").and_then(|length| length.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some(Asked { method, path, headers, body: String::from_utf8(body).ok()? })
}

/// An error closes the connection.
fn send(mut stream: &TcpStream, answer: &Answer) -> io::Result<()> {
    let Answer { status, headers, body, sent } = answer;
    let close = || Err(io::Error::other("the connection is to be closed"));
    let longer_than_anybody_waits = Duration::from_secs(8);
    if *sent == Sent::Silent {
        thread::sleep(longer_than_anybody_waits);
        return close();
    }
    let framing = match sent {
        Sent::Endless(_) => "Transfer-Encoding: chunked".to_owned(),
        Sent::Cut | Sent::Stalled => format!("Content-Length: {}", body.len() + 100),
        _ => format!("Content-Length: {}", body.len()),
    };
    let mut bytes = format!("HTTP/1.1 {status} Status\r\n{framing}\r\n").into_bytes();
    for (name, value) in headers {
        write!(bytes, "{name}: {value}\r\n")?;
    }
    bytes.extend(b"\r\n");
    if *sent == Sent::Trickled {
        stream.write_all(&bytes)?;
        return body.iter().try_for_each(|byte| {
            thread::sleep(Duration::from_millis(20));
            stream.write_all(&[*byte])
        });
    }
    bytes.extend(body);
    stream.write_all(&bytes)?;
    match sent {
        Sent::Endless(length) => {
            let chunk = [b"10000\r\n", &*vec![b'a'; 1 << 16], b"\r\n"].concat();
            (0..length >> 16).try_for_each(|_| stream.write_all(&chunk))?;
            stream.write_all(b"0\r\n\r\n")
        }
        Sent::Stalled => {
            thread::sleep(longer_than_anybody_waits);
            close()
        }
        Sent::Cut => close(),
        _ => Ok(()),
    }
}
