//! Time-stamp tokens of real authorities.

use data_encoding::BASE64;
use fineprint::capture::Digest;
use fineprint::source::timestamp::{Authority, TimestampError};
use serde_json::Value;

use super::Checks;

pub fn run(cassette: &str, checks: &mut Checks) {
    let cassette: Value = serde_json::from_str(&std::fs::read_to_string(cassette).unwrap()).unwrap();
    let text = |value: &Value, name: &str| value[name].as_str().unwrap().to_owned();
    let digest = Digest::of(&BASE64.decode(text(&cassette, "message_base64").as_bytes()).unwrap());
    let replies = cassette["replies"].as_array().unwrap();
    for reply in replies {
        let name = text(reply, "authority");
        let bytes = BASE64.decode(text(reply, "reply_der_base64").as_bytes()).unwrap();
        let pinned = |root: &Value, leaf: &Value| {
            Authority::pinned(text(root, "root_pem").as_bytes(), text(leaf, "leaf_pem").as_bytes()).unwrap()
        };
        let stamp = pinned(reply, reply).verify(&bytes, digest, None);
        checks.equal(&name, stamp.map(|stamp| stamp.at.to_string()), Ok("2026-08-17T12:51:47Z".to_owned()));
        let other_hash = pinned(reply, reply).verify(&bytes, Digest::of(b"other"), None);
        checks.equal(&format!("{name}: another hash"), other_hash.err(), Some(TimestampError::OtherHash));
        let other_nonce = pinned(reply, reply).verify(&bytes, digest, Some([1; 8]));
        checks.equal(&format!("{name}: another nonce"), other_nonce.err(), Some(TimestampError::OtherNonce));
        for other in replies.iter().filter(|other| text(other, "authority") != name) {
            let crossed = pinned(other, reply).verify(&bytes, digest, None);
            checks.equal(&format!("{name}: crossed root"), crossed.err(), Some(TimestampError::Chain));
            let crossed = pinned(reply, other).verify(&bytes, digest, None);
            checks.equal(&format!("{name}: crossed leaf"), crossed.err(), Some(TimestampError::Signature));
        }
        // A changed byte anywhere is never believed under another instant or hash.
        for at in (0..bytes.len()).step_by(97) {
            let mut forged = bytes.clone();
            forged[at] ^= 1;
            let believed = pinned(reply, reply).verify(&forged, digest, None);
            checks.holds(
                &format!("{name}: byte {at} changed"),
                believed.is_err() || believed.is_ok_and(|stamp| stamp.at.to_string() == "2026-08-17T12:51:47Z"),
            );
        }
    }
}
