//! E-mail by SMTP: plain text with an HTML alternative, one mail a message.
//! Must not know which alerts are due. The only file that names `lettre`.

use std::fmt;
use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{SmtpTransport, Transport as _};
use serde::{Deserialize, Serialize};

use super::{Message, Undelivered};
use crate::report::alert;

/// How long a server may take to answer.
const TIMEOUT: Duration = Duration::from_secs(60);

/// How the connection to the server is kept secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// Plain at first, then TLS or nothing; usually port 587.
    #[default]
    Starttls,
    /// TLS from the start; usually port 465.
    Tls,
    /// Plain; only for a server on the same machine.
    None,
}

/// A mail server, and whom it sends to.
pub struct Mail {
    transport: SmtpTransport,
    from: Mailbox,
    to: Vec<Mailbox>,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Mail {
    /// A server as `host` or `host:port`, an account where it needs one, and addresses as in a mail's head.
    pub fn new(
        server: &str,
        security: Security,
        account: Option<(String, String)>,
        (from, to): (&str, &[String]),
    ) -> Result<Self, Undelivered> {
        let (host, port) = match server.rsplit_once(':') {
            Some((host, port)) => {
                let port =
                    port.parse().map_err(|_| Undelivered::new(format!("{server:?} has no port that is a number")))?;
                (host, Some(port))
            }
            None => (server, None),
        };
        let unusable = |error| Undelivered::new(format!("the server {host:?} cannot be used: {error}"));
        let mut builder = match security {
            Security::Starttls => SmtpTransport::starttls_relay(host).map_err(unusable)?,
            Security::Tls => SmtpTransport::relay(host).map_err(unusable)?,
            Security::None => SmtpTransport::builder_dangerous(host),
        };
        builder = builder.timeout(Some(TIMEOUT));
        if let Some(port) = port {
            builder = builder.port(port);
        }
        if let Some((user, password)) = account {
            builder = builder.credentials(Credentials::new(user, password));
        }
        let to: Vec<Mailbox> = to.iter().map(|address| mailbox(address)).collect::<Result<_, _>>()?;
        if to.is_empty() {
            return Err(Undelivered::new("nobody is named to send mail to"));
        }
        Ok(Self { transport: builder.build(), from: mailbox(from)?, to })
    }

    pub(super) fn send(&self, message: Message<'_>) -> Result<(), Undelivered> {
        let html: String = message.alerts.iter().map(|alert| alert::html(alert)).collect();
        let html = format!("<!doctype html>\n<html lang=\"en\"><body>\n{html}</body></html>\n");
        let part = |kind, text| SinglePart::builder().header(kind).body(text);
        let parts = MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, alert::plain(message.alerts)))
            .singlepart(part(ContentType::TEXT_HTML, html));
        let domain = self.from.email.domain();
        let mut mail = lettre::Message::builder()
            .from(self.from.clone())
            .subject(alert::subject(message.alerts))
            // The same message sent twice has the same name, by which mail programs show it once.
            .message_id(Some(format!("<{}.fineprint@{domain}>", message.id)));
        for to in &self.to {
            mail = mail.to(to.clone());
        }
        let mail =
            mail.multipart(parts).map_err(|error| Undelivered::new(format!("no mail can be made of it: {error}")))?;
        self.transport.send(&mail).map(drop).map_err(|error| Undelivered::new(format!("the mail server: {error}")))
    }
}

fn mailbox(address: &str) -> Result<Mailbox, Undelivered> {
    address.parse().map_err(|error| Undelivered::new(format!("{address:?} is no address: {error}")))
}
