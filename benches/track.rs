//! Watches a thousand pages of 170 KB on the loopback address with the program itself: the first look, a look at the same
//! bytes, and a look whose servers say that nothing changed. Linux tells what each run cost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{fs, thread};

const PAGES: usize = 1000;
const HOSTS: usize = 8;
const BYTES: usize = 170_000;

fn main() {
    // `cargo test --benches` asks for nothing to be measured.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let tags = Arc::new(AtomicBool::new(false));
    let hosts: Vec<String> = (0..HOSTS).map(|_| serve(Arc::clone(&tags))).collect();
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["init"], "2024-05-01T00:00:00Z");
    fs::write(folder.path().join("fineprint.toml"), configuration(&hosts)).unwrap();
    println!("{PAGES} pages of {} KB on {HOSTS} hosts", page(0).len() / 1000);
    report("first look", &run(folder.path(), &["track", "--quiet"], "2024-05-01T10:00:00Z"));
    for round in 2..=4 {
        let at = format!("2024-05-0{round}T10:00:00Z");
        report("same bytes", &run(folder.path(), &["track", "--quiet"], &at));
    }
    tags.store(true, Ordering::Relaxed);
    run(folder.path(), &["track", "--quiet"], "2024-05-05T10:00:00Z");
    for round in 6..=8 {
        // One page in seven is read in full on any day.
        let at = format!("2024-05-0{round}T10:00:00Z");
        report("not modified", &run(folder.path(), &["track", "--quiet"], &at));
    }
}

fn configuration(hosts: &[String]) -> String {
    let mut text = "[pace]\nseconds-between = 0\nallow-private = true\n".to_owned();
    for number in 0..PAGES {
        writeln!(text, "[policy.\"s{}/d{number}\"]\nurl = \"{}/{number}\"", number % 50, hosts[number % HOSTS])
            .unwrap();
    }
    text
}

struct Cost {
    wall: Duration,
    cpu: Duration,
    peak: u64,
}

fn report(what: &str, cost: &Cost) {
    println!(
        "{what:>13}: {:.2} s, {:.2} CPU s, {:.4} CPU s a page, peak {} MB",
        cost.wall.as_secs_f64(),
        cost.cpu.as_secs_f64(),
        cost.cpu.as_secs_f64() / f64::from(u32::try_from(PAGES).unwrap()),
        cost.peak / 1024
    );
}

/// Runs the program, and reads what it costs for as long as it lives.
fn run(folder: &Path, arguments: &[&str], now: &str) -> Cost {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fineprint"));
    command.args(arguments).current_dir(folder).env("FINEPRINT_NOW", now).stdout(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    let mut cost = Cost { wall: Duration::ZERO, cpu: Duration::ZERO, peak: 0 };
    while child.try_wait().unwrap().is_none() {
        if let Some((cpu, peak)) = usage(&child) {
            (cost.cpu, cost.peak) = (cpu.max(cost.cpu), peak.max(cost.peak));
        }
        thread::sleep(Duration::from_millis(2));
    }
    assert!(child.wait().unwrap().success());
    cost.wall = start.elapsed();
    cost
}

/// The processor time and the peak of memory in KB that a process has had so far.
fn usage(child: &Child) -> Option<(Duration, u64)> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()?;
    Some((Duration::from_millis(ticks * 10), peak))
}

/// A host, whose pages have entity tags once `tags` says so.
fn serve(tags: Arc<AtomicBool>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let tags = Arc::clone(&tags);
            thread::spawn(move || answer(&stream, &tags));
        }
    });
    base
}

fn answer(mut stream: &TcpStream, tags: &AtomicBool) {
    let mut lines = BufReader::new(stream).lines();
    while let Some(Ok(first)) = lines.next() {
        let headers: Vec<String> = lines.by_ref().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
        let path = first.split(' ').nth(1).unwrap_or_default();
        let answer = match path.trim_start_matches('/').parse() {
            Err(_) => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec(),
            Ok(number) => {
                let is_known = headers.iter().any(|line| line.to_ascii_lowercase().starts_with("if-none-match"));
                let tag = if tags.load(Ordering::Relaxed) { "ETag: \"one\"\r\n" } else { "" };
                if is_known && !tag.is_empty() {
                    b"HTTP/1.1 304 Not Modified\r\nETag: \"one\"\r\n\r\n".to_vec()
                } else {
                    let body = page(number);
                    let head = format!(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{tag}Content-Length: {}\r\n\r\n",
                        body.len()
                    );
                    [head.as_bytes(), body.as_bytes()].concat()
                }
            }
        };
        if stream.write_all(&answer).is_err() {
            return;
        }
    }
}

/// A page as sites serve them: a third of it is policy, the rest is menus, scripts and styles.
fn page(number: usize) -> String {
    let mut page =
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Privacy Policy</title><style>"
            .to_owned();
    while page.len() < BYTES / 4 {
        page.push_str(
            ".menu > li a:hover { color: #336699; padding: 0 1em 0 2em; background: url(sprite.png) no-repeat }\n",
        );
    }
    page.push_str("</style></head><body><nav><ul class=\"menu\">");
    while page.len() < BYTES / 2 {
        page.push_str(
            "<li class=\"item\"><a href=\"/products/overview?from=menu\" class=\"link\">Products and services</a></li>",
        );
    }
    write!(page, "</ul></nav><main><h1>Privacy Policy of Service {number}</h1><p>Last updated: March 1, 2024.</p>")
        .unwrap();
    let mut section = 0;
    while page.len() < BYTES * 9 / 10 {
        section += 1;
        write!(
            page,
            "<h2>{section}. What we collect, part {section}</h2><p>When you use service {number}, we collect the data of kind {section} \
             that you give us, such as your name, your address and your telephone number. We keep it for {section} days after you \
             close your account, unless a law asks us to keep it longer.</p><ul><li>We never sell data of kind {section} to anybody \
             outside of our group of companies.</li><li>You can ask us for a copy at any time.</li></ul>"
        )
        .unwrap();
    }
    page.push_str("</main><footer><script>");
    while page.len() < BYTES {
        page.push_str("window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);}\n");
    }
    page.push_str("</script></footer></body></html>");
    page
}
