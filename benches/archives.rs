//! Fetches captures from a server on the loopback address, and lets two others fetch and unpack the very same bytes: a bare
//! `reqwest`, which is the measure, and requests written to a socket by hand, which are the floor.
//! Then fills a store from ten thousand captures and says how much memory that took.
//!
//! Run with `cargo bench --bench archives`. Linux only: the processor time of one thread is read from `/proc`.

#![allow(
    clippy::unwrap_used,
    clippy::exit,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::format_push_string
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fineprint::ops::backfill::{Depth, Wanted, backfill};
use fineprint::source::archive::Archive;
use fineprint::source::polite::Polite;
use fineprint::source::stop::Stop;
use fineprint::source::warc::Shelf;
use fineprint::source::wayback::WebArchive;
use fineprint::source::{Fetched, Holding, Source as _, Window};
use fineprint::store::Store;
use fineprint::time::CapturedAt;

const PAGE: &str = "http://acme.example/terms";
const ROUNDS: usize = 5;
/// The captures against which the memory for many is compared.
const FEW: usize = 1_000;
/// Seconds from one capture to the next: all of them lie before the day on which the bench believes to run.
const STEP: i64 = 43_200;

/// Set in the process that is the archive, so that what it takes is not counted.
const SERVING: &str = "FINEPRINT_BENCH_SERVES";

fn main() {
    if std::env::var_os(SERVING).is_some() {
        return serve();
    }
    let program = std::env::current_exe().unwrap();
    let mut archive =
        Command::new(program).env(SERVING, "1").stdout(Stdio::piped()).stdin(Stdio::piped()).spawn().unwrap();
    let mut base = String::new();
    BufReader::new(archive.stdout.take().unwrap()).read_line(&mut base).unwrap();
    measure(base.trim());
    archive.kill().unwrap();
    archive.wait().unwrap();
}

#[expect(clippy::cast_precision_loss, reason = "a measurement for a person")]
fn measure(base: &str) {
    let captures = std::env::var("CAPTURES").ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    let archive = client(base);
    let (mut ours, mut reqwest, mut floor) = (Vec::new(), Vec::new(), Vec::new());
    let client = Bare::new();
    for _ in 0..ROUNDS {
        floor.push(timed(|| by_hand(base, captures)));
        reqwest.push(timed(|| client.fetch(base, captures)));
        ours.push(timed(|| fetch(&archive, captures)));
    }
    let ours = median(ours);
    println!("fetch {captures} captures: wall {:.1?}, processor {:.1?}", ours.0, ours.1);
    against(ours, median(reqwest), "a bare reqwest", "aim: at most 2");
    against(ours, median(floor), "requests written by hand", "the floor");
    let most = std::env::var("MOST").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000);
    if most <= FEW {
        return;
    }
    let (few, many) = (memory(&archive, FEW), memory(&archive, most));
    println!(
        "the peak at {most} captures is {:.2} times that at {FEW} (aim: flat), {:.2} MB for 1000 captures more",
        many / few,
        (many - few) * 1000.0 / (most - FEW) as f64
    );
}

fn against(ours: (Duration, Duration), theirs: (Duration, Duration), name: &str, note: &str) {
    println!(
        "{name}, the same bytes: wall {:.1?}, processor {:.1?}; ratio of wall {:.2}, of processor {:.2} ({note})",
        theirs.0,
        theirs.1,
        ours.0.as_secs_f64() / theirs.0.as_secs_f64(),
        ours.1.as_secs_f64() / theirs.1.as_secs_f64()
    );
}

fn client(base: &str) -> WebArchive {
    let polite = Polite::start(None, "2026-01-01".parse().unwrap(), Stop::default(), Box::new(|_| {})).unwrap();
    let archive = Archive::laid_out_like_wayback("wayback", base);
    WebArchive::new(Archive { index_rate: 1e9, replay_rate: 1e9, ..archive }, Arc::new(polite))
}

fn instant(number: usize) -> CapturedAt {
    CapturedAt::from_unix(1_000_000_000 + i64::try_from(number).unwrap() * STEP).unwrap()
}

fn fetch(archive: &WebArchive, captures: usize) {
    for number in 0..captures {
        assert!(matches!(archive.fetch(&Holding::new(instant(number), PAGE)).unwrap(), Fetched::Archived(_)));
    }
}

/// What a program that keeps nothing of what it fetches would write.
struct Bare {
    runtime: tokio::runtime::Runtime,
    client: reqwest::Client,
}

impl Bare {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self { runtime, client: reqwest::Client::new() }
    }

    fn fetch(&self, base: &str, captures: usize) {
        for number in 0..captures {
            let address = format!("{base}/web/{}id_/{PAGE}", instant(number).compact());
            let request = self.client.get(address).header("accept-encoding", "gzip");
            let body = self.runtime.block_on(async { request.send().await.unwrap().bytes().await }).unwrap();
            unpack(&body);
        }
    }
}

fn unpack(body: &[u8]) {
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(body).read_to_end(&mut text).unwrap();
    assert!(text.len() > 25_000);
}

/// One connection, one request after the other, the body unpacked: what nobody can do without.
fn by_hand(base: &str, captures: usize) {
    let mut stream = TcpStream::connect(base.trim_start_matches("http://")).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    for number in 0..captures {
        let path = format!("/web/{}id_/{PAGE}", instant(number).compact());
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut length = 0;
        let mut line = String::new();
        while reader.read_line(&mut line).unwrap() > 2 {
            if let Some(value) = line.strip_prefix("Content-Length: ") {
                length = value.trim().parse().unwrap();
            }
            line.clear();
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        unpack(&body);
    }
}

/// Wall and processor time of this thread.
fn timed(work: impl FnOnce()) -> (Duration, Duration) {
    let (wall, processor) = (Instant::now(), processor());
    work();
    (wall.elapsed(), self::processor().saturating_sub(processor))
}

fn processor() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(text.split(' ').next().unwrap().parse().unwrap())
}

fn median(mut times: Vec<(Duration, Duration)>) -> (Duration, Duration) {
    times.sort();
    let wall = times[times.len() / 2].0;
    times.sort_by_key(|time| time.1);
    (wall, times[times.len() / 2].1)
}

/// Fills a store and gives the most memory that was in use meanwhile, in MB.
#[expect(clippy::cast_precision_loss, reason = "a measurement for a person")]
fn memory(archive: &WebArchive, captures: usize) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::init(folder.path()).unwrap();
    let policy = "acme/terms".parse().unwrap();
    let shelf = Shelf::open(&folder.path().join(".git/shelf.warc.gz"), instant(0)).unwrap();
    let window = Window { from: None, to: Some(instant(captures - 1)) };
    let wanted = Wanted {
        policy: &policy,
        url: PAGE,
        selecting: &fineprint::ops::Selecting::default(),
        window,
        depth: Depth::All,
        known: None,
        hop_window: 86_400,
        nearest: None,
        stop: Stop::default(),
    };
    // The peak of what was done before does not count.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let start = Instant::now();
    let done = backfill(&store, archive, shelf, &wanted, instant(20_000), &mut |_| {}).unwrap();
    let peak = peak() as f64 / 1024.0;
    assert_eq!((done.listed, done.recorded), (captures, captures));
    println!(
        "fill a store from {} captures, {} versions: {:.1?}, {peak:.0} MB at the peak",
        done.listed,
        done.versions,
        start.elapsed(),
    );
    peak
}

/// The most memory that was used since the last reset, in kB.
fn peak() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Ten thousand captures of one page, whose text changes once in two hundred.
fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    // It ends with the process that measures, however that ends.
    std::thread::spawn(|| std::process::exit(i32::from(std::io::stdin().read_to_end(&mut Vec::new()).is_err())));
    for stream in listener.incoming().flatten() {
        std::thread::spawn(move || answer(stream));
    }
}

fn answer(mut stream: TcpStream) {
    stream.set_nodelay(true).unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    while let Some(Ok(first)) = lines.next() {
        while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
        let path = first.split(' ').nth(1).unwrap();
        let bytes = if path.starts_with("/cdx") { index(path) } else { capture(path) };
        if stream.write_all(&bytes).is_err() {
            return;
        }
    }
}

fn index(path: &str) -> Vec<u8> {
    let limit_of = |name: &str, none: &str| {
        path.split_once(name).map_or(none, |(_, rest)| rest.split('&').next().unwrap()).to_owned()
    };
    let (from, to) = (limit_of("from=", "0"), limit_of("to=", "9"));
    let limit: usize = path.split_once("limit=").unwrap().1.split('&').next().unwrap().parse().unwrap();
    let row = |number: usize| {
        // Base32 has neither 0 nor 1, so the digits of the number are written as letters.
        let digits: String = format!("{number:032}").bytes().map(|digit| char::from(digit - b'0' + b'A')).collect();
        format!("example,acme)/terms {} {PAGE} text/html 200 {digits} 9000\n", instant(number).compact())
    };
    let rows = (0..10_000).filter(|number| (&from..=&to).contains(&&instant(*number).compact())).take(limit);
    let body: String = rows.map(row).collect();
    response("", body.as_bytes())
}

fn capture(path: &str) -> Vec<u8> {
    let at: CapturedAt = path.strip_prefix("/web/").unwrap()[..14].parse().unwrap();
    let number = (at.unix() - 1_000_000_000) / STEP;
    let mut body = format!("<html><head><title>Terms</title></head><body><main><h1>Terms</h1><!-- {number} -->");
    for clause in 0..250 {
        let edition = i32::from(clause == number / 200);
        body.push_str(&format!("<p>Clause {clause} of edition {edition} says that the parties agree to keep their agreement for as long as it lasts.</p>"));
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(body.as_bytes()).unwrap();
    let date = chrono::DateTime::from_timestamp(at.unix(), 0).unwrap().format("%a, %d %b %Y %H:%M:%S GMT");
    let headers = format!("Memento-Datetime: {date}\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n");
    response(&headers, &packed.finish().unwrap())
}

fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend(body);
    bytes
}
