//! Certificates, as much of them as pinning needs.
//! Must not know tokens.

use super::super::der::{Value, Values};
use super::signature::PublicKey;
use crate::time::CapturedAt;

const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x25];
const TIME_STAMPING: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08];

/// A certificate taken apart.
pub(super) struct Certificate<'a> {
    signed: &'a [u8],
    signature_algorithm: &'a [u8],
    signature: &'a [u8],
    pub(super) serial: &'a [u8],
    pub(super) issuer: &'a [u8],
    pub(super) subject: &'a [u8],
    from: CapturedAt,
    to: CapturedAt,
    pub(super) key: PublicKey<'a>,
    /// Criticality and value of the extended key usage.
    usage: Option<(bool, &'a [u8])>,
}

impl<'a> Certificate<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let mut outer = Values(bytes).expect(0x30)?.inside();
        let signed = outer.expect(0x30)?;
        let signature_algorithm = outer.expect(0x30)?.inside().expect(0x06)?.body;
        let signature = bits(outer.expect(0x03)?)?;
        let mut inner = signed.inside();
        inner.optional(0xa0);
        let serial = inner.expect(0x02)?.body;
        inner.expect(0x30)?;
        let issuer = inner.expect(0x30)?.whole;
        let mut validity = inner.expect(0x30)?.inside();
        let (from, to) = (instant(validity.next()?)?, instant(validity.next()?)?);
        let subject = inner.expect(0x30)?.whole;
        let mut key = inner.expect(0x30)?.inside();
        let mut algorithm = key.expect(0x30)?.inside();
        let key = PublicKey {
            algorithm: algorithm.expect(0x06)?.body,
            curve: algorithm.optional(0x06).map(|curve| curve.body),
            bits: bits(key.expect(0x03)?)?,
        };
        let extensions = inner.find(|value| value.tag == 0xa3).and_then(|value| value.inside().expect(0x30));
        let usage = extensions.and_then(|extensions| extensions.inside().find_map(usage));
        Some(Self {
            signed: signed.whole,
            signature_algorithm,
            signature,
            serial,
            issuer,
            subject,
            from,
            to,
            key,
            usage,
        })
    }

    pub(super) fn is_signed_by(&self, issuer: &Certificate<'_>) -> bool {
        issuer.key.verifies(self.signed, self.signature, self.signature_algorithm, &[])
    }

    /// Whether it may sign time stamps and nothing else, and says so to everybody.
    pub(super) fn is_for_timestamps_alone(&self) -> bool {
        let Some((critical, usage)) = self.usage else { return false };
        let mut purposes = Values(usage).expect(0x30).map(Value::inside).into_iter().flatten();
        critical && purposes.next().is_some_and(|purpose| purpose.body == TIME_STAMPING) && purposes.next().is_none()
    }

    pub(super) fn holds_at(&self, at: CapturedAt) -> bool {
        self.from <= at && at <= self.to
    }
}

fn usage(extension: Value<'_>) -> Option<(bool, &[u8])> {
    let mut parts = extension.inside();
    if parts.expect(0x06)?.body != EXTENDED_KEY_USAGE {
        return None;
    }
    let critical = parts.optional(0x01).is_some_and(|value| value.body != [0]);
    Some((critical, parts.expect(0x04)?.body))
}

fn bits(value: Value<'_>) -> Option<&[u8]> {
    value.body.strip_prefix(&[0])
}

/// Both forms of time in DER; fractions of a second are left aside.
pub(super) fn instant(value: Value<'_>) -> Option<CapturedAt> {
    let text = std::str::from_utf8(value.body).ok()?.strip_suffix('Z')?;
    match value.tag {
        0x17 => {
            let century = if text.get(..2)?.parse::<u32>().ok()? >= 50 { "19" } else { "20" };
            format!("{century}{text}").parse().ok()
        }
        0x18 => text.split('.').next()?.parse().ok(),
        _ => None,
    }
}

/// DER from PEM; DER stays as it is.
pub(super) fn unarmoured(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(&[0x30]) {
        return Some(bytes.to_vec());
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let (_, rest) = text.split_once("-----BEGIN CERTIFICATE-----")?;
    let (body, _) = rest.split_once("-----END CERTIFICATE-----")?;
    let body: String = body.split_whitespace().collect();
    data_encoding::BASE64.decode(body.as_bytes()).ok()
}
