//! RFC 3161: an authority's word that a hash existed at an instant. Tokens carry their own certificates, so a root alone
//! proves nothing: both the root and the signing certificate are pinned.
//! Must not know HTTP, or what the hash is of.

mod certificate;
mod signature;
mod token;

use crate::capture::Digest;
use crate::time::CapturedAt;

use super::der;
use certificate::Certificate;
use signature::Hash;
use token::Token;

/// Whom to believe, and nobody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    root: Vec<u8>,
    leaf: Vec<u8>,
}

/// What a token proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The instant by the authority's clock.
    pub at: CapturedAt,
    /// The token's number at the authority, in hexadecimal digits.
    pub serial: String,
}

/// Why a token proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimestampError {
    #[error("the reply is no time-stamp token")]
    NoToken,
    #[error("the authority refused")]
    Refused,
    #[error("the token is over another hash")]
    OtherHash,
    #[error("the token answers another request")]
    OtherNonce,
    #[error("the signature does not hold")]
    Signature,
    #[error("an algorithm is used that is not believed")]
    Algorithm,
    #[error("the pinned certificate is none, or is not signed by the pinned root")]
    Chain,
    #[error("the pinned certificate is not made for time-stamping alone")]
    Purpose,
    #[error("the instant lies outside the time for which the certificates hold")]
    Expired,
}

/// A request for a token over `digest`; `nonce` comes back in the reply.
pub fn request(digest: Digest, nonce: [u8; 8]) -> Vec<u8> {
    let hash = data_encoding::HEXLOWER.decode(digest.to_string().as_bytes()).unwrap_or_default();
    let algorithm = der::write(0x30, &[&der::write(0x06, &[Hash::SHA256]), &der::write(0x05, &[])]);
    let imprint = der::write(0x30, &[&algorithm, &der::write(0x04, &[&hash])]);
    let parts =
        [der::write(0x02, &[&[1]]), imprint, der::write(0x02, &[&positive(nonce)]), der::write(0x01, &[&[0xff]])];
    der::write(0x30, &parts.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// A number whose first bit is not taken for a sign, without needless zeros.
fn positive(mut nonce: [u8; 8]) -> [u8; 8] {
    nonce[0] = nonce[0] & 0x3f | 0x40;
    nonce
}

impl Authority {
    /// Pins a root and a signing certificate, both in PEM or DER.
    pub fn pinned(root: &[u8], leaf: &[u8]) -> Option<Self> {
        let (root, leaf) = (certificate::unarmoured(root)?, certificate::unarmoured(leaf)?);
        Some(Self { root, leaf })
    }

    /// Verifies a reply to a request over `digest`; the nonce is compared when the request's is known.
    pub fn verify(&self, reply: &[u8], digest: Digest, nonce: Option<[u8; 8]>) -> Result<Stamp, TimestampError> {
        let token = Token::of_reply(reply)?;
        if token.imprint_hash != Hash::SHA256 || data_encoding::HEXLOWER.encode(token.imprint) != digest.to_string() {
            return Err(TimestampError::OtherHash);
        }
        if nonce.is_some_and(|nonce| token.nonce != Some(&positive(nonce)[..])) {
            return Err(TimestampError::OtherNonce);
        }
        let leaf = Certificate::parse(&self.leaf).ok_or(TimestampError::Chain)?;
        let root = Certificate::parse(&self.root).ok_or(TimestampError::Chain)?;
        token.verify(&leaf)?;
        if leaf.issuer != root.subject || !leaf.is_signed_by(&root) || !root.is_signed_by(&root) {
            return Err(TimestampError::Chain);
        }
        if !leaf.is_for_timestamps_alone() {
            return Err(TimestampError::Purpose);
        }
        if !leaf.holds_at(token.at) || !root.holds_at(token.at) {
            return Err(TimestampError::Expired);
        }
        Ok(Stamp { at: token.at, serial: data_encoding::HEXLOWER.encode(token.serial) })
    }
}

#[cfg(test)]
mod made;
#[cfg(test)]
mod tests;
