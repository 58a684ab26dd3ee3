//! Time-stamp tokens taken apart, and their signature over what they say.
//! Must not know whom to believe.

use super::super::der::{Value, Values};
use super::TimestampError;
use super::certificate::{Certificate, instant};
use super::signature::Hash;
use crate::time::CapturedAt;

const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const TOKEN_INFO: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04];
const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];

/// A token.
#[derive(Debug)]
pub(super) struct Token<'a> {
    /// What was signed over: the token's own words.
    info: &'a [u8],
    pub(super) imprint_hash: &'a [u8],
    pub(super) imprint: &'a [u8],
    pub(super) serial: &'a [u8],
    pub(super) at: CapturedAt,
    pub(super) nonce: Option<&'a [u8]>,
    signer: Signer<'a>,
}

#[derive(Debug)]
struct Signer<'a> {
    issuer_and_serial: Option<(&'a [u8], &'a [u8])>,
    digest_algorithm: &'a [u8],
    attributes: Value<'a>,
    signature_algorithm: &'a [u8],
    signature: &'a [u8],
}

impl<'a> Token<'a> {
    /// Takes a reply apart.
    pub(super) fn of_reply(reply: &'a [u8]) -> Result<Self, TimestampError> {
        let mut parts = Values(reply).expect(0x30).ok_or(TimestampError::NoToken)?.inside();
        let status =
            parts.expect(0x30).and_then(|status| status.inside().expect(0x02)).ok_or(TimestampError::NoToken)?;
        // Granted, or granted with changes.
        if !matches!(status.body, [0 | 1]) {
            return Err(TimestampError::Refused);
        }
        parts.expect(0x30).and_then(Self::of_content).ok_or(TimestampError::NoToken)
    }

    fn of_content(content: Value<'a>) -> Option<Self> {
        let mut parts = content.inside();
        let is_signed = parts.expect(0x06)?.body == SIGNED_DATA;
        let mut signed = parts.expect(0xa0).filter(|_| is_signed)?.inside().expect(0x30)?.inside();
        signed.expect(0x02)?;
        signed.expect(0x31)?;
        let mut content = signed.expect(0x30)?.inside();
        let is_info = content.expect(0x06)?.body == TOKEN_INFO;
        let info = content.expect(0xa0).filter(|_| is_info)?.inside().expect(0x04)?.body;
        signed.optional(0xa0);
        signed.optional(0xa1);
        let mut signers = signed.expect(0x31)?.inside();
        let only = Signer::parse(signers.expect(0x30)?)?;
        // One signature, so that nobody can tell which was meant.
        if signers.next().is_some() {
            return None;
        }
        Self::of_info(info, only)
    }

    fn of_info(info: &'a [u8], signer: Signer<'a>) -> Option<Self> {
        let mut parts = Values(info).expect(0x30)?.inside();
        parts.expect(0x02)?;
        parts.expect(0x06)?;
        let mut imprint = parts.expect(0x30)?.inside();
        let imprint_hash = imprint.expect(0x30)?.inside().expect(0x06)?.body;
        let imprint = imprint.expect(0x04)?.body;
        let serial = parts.expect(0x02)?.body;
        let at = instant(parts.expect(0x18)?)?;
        parts.optional(0x30);
        parts.optional(0x01);
        let nonce = parts.optional(0x02).map(|nonce| nonce.body);
        Some(Self { info, imprint_hash, imprint, serial, at, nonce, signer })
    }

    /// Whether the token was signed with this certificate's key.
    pub(super) fn verify(&self, leaf: &Certificate<'_>) -> Result<(), TimestampError> {
        let signer = &self.signer;
        if signer.issuer_and_serial.is_some_and(|named| named != (leaf.issuer, leaf.serial)) {
            return Err(TimestampError::Signature);
        }
        let hashed = Hash::of(signer.digest_algorithm, self.info).ok_or(TimestampError::Algorithm)?;
        let attribute = |identifier: &[u8]| signer.attribute(identifier);
        if attribute(CONTENT_TYPE) != Some(TOKEN_INFO) || attribute(MESSAGE_DIGEST) != Some(&hashed[..]) {
            return Err(TimestampError::Signature);
        }
        // What is signed is the attributes as a set, not under the tag that they have in the token.
        let mut attributes = signer.attributes.whole.to_vec();
        attributes[0] = 0x31;
        let holds =
            leaf.key.verifies(&attributes, signer.signature, signer.signature_algorithm, signer.digest_algorithm);
        if holds { Ok(()) } else { Err(TimestampError::Signature) }
    }
}

impl<'a> Signer<'a> {
    fn parse(signer: Value<'a>) -> Option<Self> {
        let mut parts = signer.inside();
        parts.expect(0x02)?;
        let named = parts.next()?;
        let issuer_and_serial = match named.tag {
            0x30 => {
                let mut named = named.inside();
                Some((named.expect(0x30)?.whole, named.expect(0x02)?.body))
            }
            _ => None,
        };
        let digest_algorithm = parts.expect(0x30)?.inside().expect(0x06)?.body;
        let attributes = parts.expect(0xa0)?;
        let signature_algorithm = parts.expect(0x30)?.inside().expect(0x06)?.body;
        let signature = parts.expect(0x04)?.body;
        Some(Self { issuer_and_serial, digest_algorithm, attributes, signature_algorithm, signature })
    }

    /// The one value of an attribute.
    fn attribute(&self, identifier: &[u8]) -> Option<&'a [u8]> {
        let mut values = self.attributes.inside().filter_map(|attribute| {
            let mut parts = attribute.inside();
            let named = parts.expect(0x06)?.body == identifier;
            parts.expect(0x31).filter(|_| named)?.inside().next().map(|value| value.body)
        });
        let value = values.next()?;
        values.next().is_none().then_some(value)
    }
}
