//! Facts about tokens. Real ones are checked by `.ci/archives`: they are third parties' and not copied here.

use super::*;

fn digest() -> Digest {
    Digest::of(b"root")
}

#[test]
fn a_request_holds_the_hash_and_a_positive_nonce() {
    let request = request(digest(), [0xff; 8]);
    let hex = data_encoding::HEXLOWER.encode(&request);
    assert!(hex.contains(&digest().to_string()), "{hex}");
    assert!(hex.starts_with("3041020101"), "{hex}");
    assert!(hex.ends_with("02087fffffffffffffff0101ff"), "{hex}");
}

#[test]
fn what_is_no_token_is_refused_and_never_panics() {
    let authority = Authority::pinned(&[0x30, 0], &[0x30, 0]).unwrap();
    let verify = |reply: &[u8]| authority.verify(reply, digest(), None);
    assert_eq!(verify(b""), Err(TimestampError::NoToken));
    assert_eq!(verify(b"<html>"), Err(TimestampError::NoToken));
    let refused = der::write(0x30, &[&der::write(0x30, &[&der::write(0x02, &[&[2]])])]);
    assert_eq!(verify(&refused), Err(TimestampError::Refused));
    let mut reply = request(digest(), [1; 8]);
    for at in 0..reply.len() {
        reply[at] ^= 0x55;
        let _ = verify(&reply);
        let _ = verify(&reply[..at]);
    }
}

#[test]
fn lengths_beyond_the_end_and_beyond_measure_are_no_values() {
    for bytes in [&[0x30][..], &[0x30, 5, 1], &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &[0x30, 0x80], &[0x30, 0x89]] {
        assert_eq!(der::Values(bytes).next(), None, "{bytes:?}");
    }
    let long = der::write(0x04, &[&[7; 300]]);
    assert_eq!(der::Values(&long).next().map(|value| value.body.len()), Some(300));
}
