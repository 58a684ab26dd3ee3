//! Hashes and signatures by their identifiers.
//! Must not know tokens or certificates.

use p256::ecdsa::signature::hazmat::PrehashVerifier as _;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

/// Identifiers of hashes, as their bytes stand in DER.
pub(super) struct Hash;

impl Hash {
    pub(super) const SHA256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
    pub(super) const SHA384: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02];
    pub(super) const SHA512: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03];

    /// The hash of `bytes`; `None` for algorithms that are not believed any more, or not known.
    pub(super) fn of(identifier: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
        match identifier {
            Self::SHA256 => Some(Sha256::digest(bytes).to_vec()),
            Self::SHA384 => Some(Sha384::digest(bytes).to_vec()),
            Self::SHA512 => Some(Sha512::digest(bytes).to_vec()),
            _ => None,
        }
    }
}

const EC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const P384: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];
const RSA_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const ECDSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03];
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01];

/// A public key as a certificate has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct PublicKey<'a> {
    pub(super) algorithm: &'a [u8],
    pub(super) curve: Option<&'a [u8]>,
    pub(super) bits: &'a [u8],
}

impl PublicKey<'_> {
    /// Whether `signature` over `bytes` holds. `digest` is the hash where the signature's own identifier names none.
    pub(super) fn verifies(&self, bytes: &[u8], signature: &[u8], identifier: &[u8], digest: &[u8]) -> bool {
        let hash = hash_of(identifier).unwrap_or(digest);
        let Some(hashed) = Hash::of(hash, bytes) else { return false };
        match (self.algorithm, self.curve) {
            (EC_KEY, Some(P256)) if identifier.starts_with(ECDSA) => p256(self.bits, &hashed, signature),
            (EC_KEY, Some(P384)) if identifier.starts_with(ECDSA) => p384(self.bits, &hashed, signature),
            (RSA_KEY, _) if identifier.starts_with(RSA) => rsa(self.bits, hash, bytes, signature),
            _ => false,
        }
    }
}

/// The hash that a signature's identifier names.
fn hash_of(identifier: &[u8]) -> Option<&'static [u8]> {
    let (last, before) = identifier.split_last()?;
    match (before, last) {
        (ECDSA, 2) | (RSA, 11) => Some(Hash::SHA256),
        (ECDSA, 3) | (RSA, 12) => Some(Hash::SHA384),
        (ECDSA, 4) | (RSA, 13) => Some(Hash::SHA512),
        _ => None,
    }
}

fn p256(key: &[u8], hashed: &[u8], signature: &[u8]) -> bool {
    let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(key);
    let signature = p256::ecdsa::Signature::from_der(signature);
    matches!((key, signature), (Ok(key), Ok(signature)) if key.verify_prehash(hashed, &signature).is_ok())
}

fn p384(key: &[u8], hashed: &[u8], signature: &[u8]) -> bool {
    // A hash shorter than the curve would be accepted by some and refused by others.
    let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(key);
    let signature = p384::ecdsa::Signature::from_der(signature);
    matches!((key, signature), (Ok(key), Ok(signature)) if key.verify_prehash(hashed, &signature).is_ok())
}

fn rsa(key: &[u8], hash: &[u8], bytes: &[u8], signature: &[u8]) -> bool {
    use ring::signature::{
        RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey,
    };
    let algorithm = match hash {
        Hash::SHA256 => &RSA_PKCS1_2048_8192_SHA256,
        Hash::SHA384 => &RSA_PKCS1_2048_8192_SHA384,
        Hash::SHA512 => &RSA_PKCS1_2048_8192_SHA512,
        _ => return false,
    };
    UnparsedPublicKey::new(algorithm, key).verify(bytes, signature).is_ok()
}
