//! A web server that answers as a test tells it to, and remembers what it was asked.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A server on the loopback address. Its thread ends with the program.
pub struct Server {
    pub base: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub headers: Vec<String>,
}

/// What to answer.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    cut: bool,
    silent: bool,
    trickled: bool,
}

impl Answer {
    pub fn status(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    pub fn ok(body: impl AsRef<[u8]>) -> Self {
        Self::status(200).body(body)
    }

    /// An archived response with this status and instant.
    pub fn memento(status: u16, http_date: &str, body: impl AsRef<[u8]>) -> Self {
        Self::status(status).header("Memento-Datetime", http_date).header("Content-Type", "text/html").body(body)
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn body(self, body: impl AsRef<[u8]>) -> Self {
        Self { body: body.as_ref().to_vec(), ..self }
    }

    /// Promises more than it sends.
    pub fn cut(self) -> Self {
        Self { cut: true, ..self }
    }

    /// Sends a byte now and then, for ever.
    pub fn trickled(self) -> Self {
        Self { trickled: true, ..self }
    }

    /// Says nothing for longer than anybody waits.
    pub fn silent(self) -> Self {
        Self { silent: true, ..self }
    }
}

impl Server {
    /// Answers each request by its path and by how many were asked before it.
    pub fn start(answer: impl Fn(&str, usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let remembered = Arc::clone(&asked);
        thread::spawn(move || {
            let answer = Arc::new(answer);
            for stream in listener.incoming().flatten() {
                let (answer, remembered) = (Arc::clone(&answer), Arc::clone(&remembered));
                thread::spawn(move || serve(&stream, &*answer, &remembered));
            }
        });
        Self { base, asked }
    }

    /// Every request so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The paths of the requests for captures.
    pub fn replayed(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).filter(|path| path.contains("id_/")).collect()
    }
}

fn serve(stream: &TcpStream, answer: &impl Fn(&str, usize) -> Answer, asked: &Mutex<Vec<Asked>>) {
    let mut lines = BufReader::new(stream).lines();
    loop {
        let Some(Ok(first)) = lines.next() else { return };
        let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
        let headers: Vec<String> = lines.by_ref().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
        let before = {
            let mut asked = asked.lock().unwrap();
            asked.push(Asked { path: path.clone(), headers });
            asked.len() - 1
        };
        let answer = answer(&path, before);
        if answer.silent {
            thread::sleep(std::time::Duration::from_secs(3));
            return;
        }
        if send(stream, &answer).is_err() || answer.cut {
            return;
        }
    }
}

fn send(mut stream: &TcpStream, answer: &Answer) -> std::io::Result<()> {
    let promised = answer.body.len() + if answer.cut { 100 } else { 0 };
    let mut bytes = format!("HTTP/1.1 {} Status\r\nContent-Length: {promised}\r\n", answer.status).into_bytes();
    for (name, value) in &answer.headers {
        bytes.extend(format!("{name}: {value}\r\n").bytes());
    }
    bytes.extend(b"\r\n");
    if answer.trickled {
        stream.write_all(&bytes)?;
        return answer.body.iter().try_for_each(|byte| {
            thread::sleep(std::time::Duration::from_millis(20));
            stream.write_all(&[*byte])
        });
    }
    bytes.extend(&answer.body);
    stream.write_all(&bytes)
}
