//! An authority of the tests' own: a root, signing certificates and tokens, made anew in every run out of fixed keys.
//! Must not know what is tested.

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest as _, Sha256};

use super::super::der;
use super::signature::Hash;

const ECDSA_WITH_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const EC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x25];
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const TOKEN_INFO: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04];
const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];
/// The purposes of a certificate: time-stamping, and the signing of programs.
pub(super) const TIME_STAMPING: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08];
pub(super) const CODE_SIGNING: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x03];

/// Somebody with a name, a key and a serial number.
#[derive(Clone, Copy)]
pub(super) struct Party {
    pub(super) name: &'static str,
    pub(super) key: u8,
}

/// What a certificate says besides who signed it.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) purposes: &'static [&'static [u8]],
    pub(super) critical: bool,
}

/// A token for what it says, signed by `signer`, whose certificate `issuer` issued.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub(super) hash: [u8; 32],
    pub(super) nonce: &'static [u8],
    pub(super) at: &'static str,
    pub(super) issuer: Party,
    pub(super) signer: Party,
}

impl Party {
    fn signing_key(self) -> SigningKey {
        SigningKey::from_bytes(&[self.key; 32].into()).unwrap()
    }

    fn sign(self, bytes: &[u8]) -> Vec<u8> {
        let signature: Signature = self.signing_key().sign(bytes);
        signature.to_der().as_bytes().to_vec()
    }

    fn written_name(self) -> Vec<u8> {
        let text = der::write(0x0c, &[self.name.as_bytes()]);
        sequence(&[der::write(0x31, &[&sequence(&[identifier(COMMON_NAME), text])])])
    }

    fn serial(self) -> Vec<u8> {
        der::write(0x02, &[&[self.key]])
    }

    /// The certificate of this party, signed by `issuer`.
    pub(super) fn certificate(self, issuer: Self, terms: Terms) -> Vec<u8> {
        let point = self.signing_key().verifying_key().to_encoded_point(false);
        let key =
            sequence(&[sequence(&[identifier(EC_KEY), identifier(P256)]), der::write(0x03, &[&[0], point.as_bytes()])]);
        let validity =
            sequence(&[der::write(0x18, &[terms.from.as_bytes()]), der::write(0x18, &[terms.to.as_bytes()])]);
        let mut signed = vec![
            der::write(0xa0, &[&number(2)]),
            self.serial(),
            sequence(&[identifier(ECDSA_WITH_SHA256)]),
            issuer.written_name(),
            validity,
            self.written_name(),
            key,
        ];
        if !terms.purposes.is_empty() {
            let purposes: Vec<_> = terms.purposes.iter().map(|purpose| identifier(purpose)).collect();
            let mut extension = vec![identifier(EXTENDED_KEY_USAGE)];
            extension.extend(terms.critical.then(|| der::write(0x01, &[&[0xff]])));
            extension.push(der::write(0x04, &[&sequence(&purposes)]));
            signed.push(der::write(0xa3, &[&sequence(&[sequence(&extension)])]));
        }
        let signed = sequence(&signed);
        let signature = der::write(0x03, &[&[0], &issuer.sign(&signed)]);
        sequence(&[signed, sequence(&[identifier(ECDSA_WITH_SHA256)]), signature])
    }
}

impl Token {
    /// The reply that holds the token.
    pub(super) fn reply(&self) -> Vec<u8> {
        let sha256 = || sequence(&[identifier(Hash::SHA256), der::write(0x05, &[])]);
        let info = sequence(&[
            number(1),
            identifier(&[0x2a, 3, 4]),
            sequence(&[sha256(), der::write(0x04, &[&self.hash])]),
            number(7),
            der::write(0x18, &[self.at.as_bytes()]),
            der::write(0x02, &[self.nonce]),
        ]);
        let attribute = |name: &[u8], value: Vec<u8>| sequence(&[identifier(name), der::write(0x31, &[&value])]);
        let attributes = [
            attribute(CONTENT_TYPE, identifier(TOKEN_INFO)),
            attribute(MESSAGE_DIGEST, der::write(0x04, &[&Sha256::digest(&info)])),
        ]
        .concat();
        let signature = self.signer.sign(&der::write(0x31, &[&attributes]));
        let signer = sequence(&[
            number(1),
            sequence(&[self.issuer.written_name(), self.signer.serial()]),
            sha256(),
            der::write(0xa0, &[&attributes]),
            sequence(&[identifier(ECDSA_WITH_SHA256)]),
            der::write(0x04, &[&signature]),
        ]);
        let content = sequence(&[identifier(TOKEN_INFO), der::write(0xa0, &[&der::write(0x04, &[&info])])]);
        let data = sequence(&[number(3), der::write(0x31, &[]), content, der::write(0x31, &[&signer])]);
        sequence(&[sequence(&[number(0)]), sequence(&[identifier(SIGNED_DATA), der::write(0xa0, &[&data])])])
    }
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    der::write(0x30, &parts.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn identifier(bytes: &[u8]) -> Vec<u8> {
    der::write(0x06, &[bytes])
}

fn number(number: u8) -> Vec<u8> {
    der::write(0x02, &[&[number]])
}
