//! A webhook of anybody's: the alerts as JSON, signed as <https://www.standardwebhooks.com> describes, so that a receiver
//! can check who sent it with a library off the shelf. Must not know what an alert says.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::{Message, Undelivered, post};
use crate::report::json_v1;
use crate::source::http::Http;

/// A webhook and the key that its messages are signed with.
pub struct Webhook {
    url: String,
    key: Option<Vec<u8>>,
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook").finish_non_exhaustive()
    }
}

impl Webhook {
    /// A webhook at `url`. A secret that begins with `whsec_` is Base64, as the standard has it; any other is taken as
    /// it is.
    pub fn new(url: String, secret: Option<&str>) -> Self {
        let key = secret.map(|secret| match secret.strip_prefix("whsec_") {
            Some(encoded) => {
                data_encoding::BASE64.decode(encoded.as_bytes()).unwrap_or_else(|_| secret.as_bytes().to_vec())
            }
            None => secret.as_bytes().to_vec(),
        });
        Self { url, key }
    }

    pub(super) fn send(&self, http: &Http, message: Message<'_>) -> Result<(), Undelivered> {
        let body = json_v1::text(&json_v1::alerts(message.alerts));
        let (id, timestamp) = (message.id, message.now.unix());
        let mut headers =
            vec![("webhook-id".to_owned(), id.to_owned()), ("webhook-timestamp".to_owned(), timestamp.to_string())];
        if let Some(key) = &self.key {
            headers.push(("webhook-signature".to_owned(), signature(key, id, timestamp, &body)));
        }
        post::json(http, &self.url, body.into_bytes(), headers)
    }
}

/// The signature of a message: version 1 of the standard, HMAC with SHA-256.
fn signature(key: &[u8], id: &str, timestamp: i64, body: &str) -> String {
    // Keys of every length are taken; there is no error to have.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    format!("v1,{}", data_encoding::BASE64.encode(&mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_one_of_the_standards_own_example() {
        let webhook = Webhook::new(String::new(), Some("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        let body = r#"{"test": 2432232314}"#;
        let signed = signature(&webhook.key.unwrap(), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
