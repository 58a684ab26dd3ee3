//! Facts about tokens, of an authority made here. Those of real ones are checked by `.ci/archives`: they are third parties'
//! and not copied here.

use super::made::{CODE_SIGNING, Party, TIME_STAMPING, Terms, Token};
use super::*;

const NONCE: [u8; 8] = [0x41, 2, 3, 4, 5, 6, 7, 8];
const ROOT: Party = Party { name: "root", key: 1 };
const LEAF: Party = Party { name: "leaf", key: 2 };
const TERMS: Terms =
    Terms { from: "20250101000000Z", to: "20270101000000Z", purposes: &[TIME_STAMPING], critical: true };

fn token() -> Token {
    let hash = data_encoding::HEXLOWER.decode(digest().to_string().as_bytes()).unwrap().try_into().unwrap();
    Token { hash, nonce: &NONCE, at: "20260102030405Z", issuer: ROOT, signer: LEAF }
}

fn root() -> Vec<u8> {
    ROOT.certificate(ROOT, Terms { purposes: &[], ..TERMS })
}

/// What is made of a token when `root` and `leaf` are pinned.
fn verified(token: &Token, root: &[u8], leaf: &[u8]) -> Result<String, TimestampError> {
    let authority = Authority::pinned(root, leaf).unwrap();
    authority.verify(&token.reply(), digest(), Some(NONCE)).map(|stamp| stamp.at.to_string())
}

#[test]
fn a_token_of_the_pinned_authority_proves_its_instant() {
    let leaf = LEAF.certificate(ROOT, TERMS);
    assert_eq!(verified(&token(), &root(), &leaf).as_deref(), Ok("2026-01-02T03:04:05Z"));
    let fraction = Token { at: "20260102030405.75Z", ..token() };
    assert_eq!(verified(&fraction, &root(), &leaf).as_deref(), Ok("2026-01-02T03:04:05Z"));
    let armoured = |der: &[u8]| {
        let base64 = data_encoding::BASE64.encode(der);
        format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n").into_bytes()
    };
    assert!(verified(&token(), &armoured(&root()), &armoured(&leaf)).is_ok());
}

#[test]
fn a_token_over_another_hash_or_for_another_request_proves_nothing() {
    let leaf = LEAF.certificate(ROOT, TERMS);
    let of_other = Token { hash: [7; 32], ..token() };
    assert_eq!(verified(&of_other, &root(), &leaf), Err(TimestampError::OtherHash));
    let for_other = Token { nonce: &[0x41, 2, 3, 4, 5, 6, 7, 9], ..token() };
    assert_eq!(verified(&for_other, &root(), &leaf), Err(TimestampError::OtherNonce));
}

#[test]
fn a_chain_that_somebody_made_for_himself_is_refused() {
    let (impostor, forged) = (Party { name: "root", key: 8 }, Party { name: "leaf", key: 9 });
    let self_made = Token { signer: forged, ..token() };
    let own_root = impostor.certificate(impostor, Terms { purposes: &[], ..TERMS });
    let own_leaf = forged.certificate(impostor, TERMS);
    assert!(verified(&self_made, &own_root, &own_leaf).is_ok(), "it holds by itself");
    assert_eq!(verified(&self_made, &root(), &LEAF.certificate(ROOT, TERMS)), Err(TimestampError::Signature));
    assert_eq!(verified(&self_made, &root(), &own_leaf), Err(TimestampError::Chain));
    // Of the same name, and signed by nobody but itself.
    let alone = LEAF.certificate(LEAF, TERMS);
    assert_eq!(verified(&Token { issuer: LEAF, ..token() }, &root(), &alone), Err(TimestampError::Chain));
}

#[test]
fn another_certificate_of_the_same_root_is_not_the_pinned_one() {
    let other = Party { name: "other", key: 3 };
    let token = Token { signer: other, ..token() };
    assert!(verified(&token, &root(), &other.certificate(ROOT, TERMS)).is_ok());
    assert_eq!(verified(&token, &root(), &LEAF.certificate(ROOT, TERMS)), Err(TimestampError::Signature));
}

#[test]
fn a_certificate_for_anything_but_time_stamping_is_not_believed() {
    for terms in [
        Terms { purposes: &[], ..TERMS },
        Terms { purposes: &[CODE_SIGNING], ..TERMS },
        Terms { purposes: &[TIME_STAMPING, CODE_SIGNING], ..TERMS },
        Terms { critical: false, ..TERMS },
    ] {
        assert_eq!(verified(&token(), &root(), &LEAF.certificate(ROOT, terms)), Err(TimestampError::Purpose));
    }
}

#[test]
fn an_instant_outside_the_time_of_either_certificate_proves_nothing() {
    let leaf = LEAF.certificate(ROOT, TERMS);
    for at in ["20241231235959Z", "20270101000001Z"] {
        assert_eq!(verified(&Token { at, ..token() }, &root(), &leaf), Err(TimestampError::Expired), "{at}");
    }
    let short = ROOT.certificate(ROOT, Terms { purposes: &[], to: "20260101000000Z", ..TERMS });
    assert_eq!(verified(&token(), &short, &leaf), Err(TimestampError::Expired));
}

#[test]
fn no_changed_byte_makes_a_token_say_anything_else() {
    let authority = Authority::pinned(&root(), &LEAF.certificate(ROOT, TERMS)).unwrap();
    let reply = token().reply();
    let expected = authority.verify(&reply, digest(), Some(NONCE)).unwrap();
    for at in 0..reply.len() {
        let mut forged = reply.clone();
        forged[at] ^= 1;
        if let Ok(stamp) = authority.verify(&forged, digest(), Some(NONCE)) {
            assert_eq!(stamp, expected, "byte {at}");
        }
    }
}

fn digest() -> Digest {
    Digest::of(b"root")
}

#[test]
fn a_request_holds_the_hash_and_a_positive_nonce() {
    let request = request(digest(), [0xff; 8]);
    let hex = data_encoding::HEXLOWER.encode(&request);
    assert!(hex.contains(&digest().to_string()), "{hex}");
    assert!(hex.starts_with("3043020101"), "{hex}");
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
