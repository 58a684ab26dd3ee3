//! Mail, to a server of the test's own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use super::*;

/// As much of a mail server as takes mails; `refuses` answers the first word of that name with an error.
fn server(refuses: &'static str) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let mails: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = Arc::clone(&mails);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            take(&stream, refuses, &kept);
        }
    });
    (address, mails)
}

fn take(stream: &TcpStream, refuses: &str, mails: &Mutex<Vec<String>>) -> Option<()> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut out = stream;
    let mut say = |words: &str| out.write_all(format!("{words}\r\n").as_bytes()).ok();
    say("220 mail.example")?;
    let mut envelope = Vec::new();
    while let Some(line) = lines.next() {
        let word = line.split([' ', ':']).next()?.to_uppercase();
        if word == refuses {
            say("550 not here")?;
            continue;
        }
        match word.as_str() {
            "EHLO" => say("250-mail.example\r\n250 8BITMIME")?,
            "DATA" => {
                say("354 go on")?;
                let mail: Vec<String> = lines.by_ref().take_while(|line| line != ".").collect();
                mails.lock().unwrap().push(format!("{}\n\n{}", envelope.join("\n"), mail.join("\n")));
                say("250 taken")?;
            }
            "QUIT" => {
                say("221 bye")?;
                return Some(());
            }
            _ => {
                envelope.push(line);
                say("250 good")?;
            }
        }
    }
    Some(())
}

fn channel(server: &str) -> String {
    format!(
        "[alert.mail]\nkind = \"email\"\nserver = \"{server}\"\nsecurity = \"none\"\nfrom = \"Watch <watch@example.com>\"\nto = [\"desk@example.com\", \"legal@example.com\"]\n"
    )
}

#[test]
fn a_mail_has_a_text_and_an_html_form_and_goes_to_everybody_once() {
    let (server, mails) = server("");
    let world = changed(&channel(&server));
    alert(&world, LATER).succeeded();
    alert(&world, "2026-03-01").succeeded();
    let mails = mails.lock().unwrap();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    for piece in [
        "RCPT TO:<desk@example.com>",
        "RCPT TO:<legal@example.com>",
        "Message-ID: <",
        "Content-Type: text/plain",
        "Content-Type: text/html",
        "acme/terms",
    ] {
        assert!(mail.contains(piece), "{piece} is not in {mail}");
    }
}

#[test]
fn a_server_that_refuses_is_asked_again_next_time() {
    let (server, mails) = server("RCPT");
    let world = changed(&channel(&server));
    let ran = alert(&world, LATER);
    assert!(ran.code == 3 && ran.stdout.contains("it is tried again next time"), "{ran:?}");
    assert!(mails.lock().unwrap().is_empty());
}

#[test]
fn a_page_cannot_add_a_line_to_the_mails_head() {
    let (server, mails) = server("");
    let world = watched(&channel(&server));
    let page = page(&[DATE, NEW, REST])
        .replace("<title>Acme Terms", "<title>Acme&#13;&#10;Bcc: everybody@example.com&#13;&#10;");
    world.import(CHANGED, &page);
    alert(&world, LATER).succeeded();
    let mail = &mails.lock().unwrap()[0];
    assert!(!mail.lines().any(|line| line.starts_with("Bcc")), "{mail}");
}
