//! Who a server proved to be: the chain of certificates it showed, kept as evidence when they were believed.
//! Must not know HTTP. Whom to believe is the system's to say.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;
use serde::{Deserialize, Serialize};

use super::der::Values;
use crate::capture::Digest;
use crate::time::CapturedAt;

/// A server as it was met over TLS.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tls {
    /// `TLS 1.3`, once the handshake has shown it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The name that was asked for and proven.
    pub server_name: String,
    /// The SHA-256 of each certificate shown, the server's own first.
    pub peer_chain_sha256: Vec<Digest>,
    /// Since and until when the server's own certificate is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<CapturedAt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<CapturedAt>,
}

/// The servers that a client has met, by name.
#[derive(Debug, Default)]
pub struct Met {
    peers: Mutex<Peers>,
}

#[derive(Debug, Default)]
struct Peers {
    by_name: BTreeMap<String, Tls>,
    /// Whose handshake is not over yet.
    last: String,
}

impl Met {
    /// The server of this name as it was last met.
    pub fn peer(&self, name: &str) -> Option<Tls> {
        self.peers().by_name.get(name.trim_start_matches('[').trim_end_matches(']')).cloned()
    }

    fn believed(&self, name: &ServerName<'_>, chain: &[&CertificateDer<'_>]) {
        let (not_before, not_after) = chain.first().and_then(|own| validity(own)).unzip();
        let server_name = name.to_str().into_owned();
        let peer_chain_sha256 = chain.iter().map(|certificate| Digest::of(certificate)).collect();
        let tls = Tls { version: None, server_name: server_name.clone(), peer_chain_sha256, not_before, not_after };
        let mut peers = self.peers();
        peers.last.clone_from(&server_name);
        peers.by_name.insert(server_name, tls);
    }

    /// The handshake signs in the way of one version only.
    fn signed(&self, version: &str) {
        let mut peers = self.peers();
        let last = peers.last.clone();
        if let Some(tls) = peers.by_name.get_mut(&last) {
            tls.version = Some(version.to_owned());
        }
    }

    fn peers(&self) -> MutexGuard<'_, Peers> {
        self.peers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A client's configuration that believes whom the system believes, and remembers them.
pub fn configuration(met: &Arc<Met>) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = Remembering { system: Verifier::new(Arc::clone(&provider))?, met: Arc::clone(met) };
    with(provider, Arc::new(verifier))
}

fn with(provider: Arc<CryptoProvider>, verifier: Arc<dyn ServerCertVerifier>) -> Result<ClientConfig, Error> {
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

/// The system's verifier, with a memory. It decides nothing by itself.
#[derive(Debug)]
struct Remembering<V> {
    system: V,
    met: Arc<Met>,
}

impl<V: ServerCertVerifier> ServerCertVerifier for Remembering<V> {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self.system.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)?;
        let chain: Vec<&CertificateDer<'_>> = std::iter::once(end_entity).chain(intermediates).collect();
        self.met.believed(server_name, &chain);
        Ok(verified)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let valid = self.system.verify_tls12_signature(message, certificate, signature)?;
        self.met.signed("TLS 1.2");
        Ok(valid)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let valid = self.system.verify_tls13_signature(message, certificate, signature)?;
        self.met.signed("TLS 1.3");
        Ok(valid)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.system.supported_verify_schemes()
    }
}

/// Since and until when a certificate is valid.
fn validity(certificate: &[u8]) -> Option<(CapturedAt, CapturedAt)> {
    let mut fields = Values(certificate).expect(0x30)?.inside().expect(0x30)?.inside();
    fields.optional(0xa0);
    // Number, algorithm, issuer.
    for tag in [0x02, 0x30, 0x30] {
        fields.expect(tag)?;
    }
    let mut validity = fields.expect(0x30)?.inside();
    Some((instant(&mut validity)?, instant(&mut validity)?))
}

/// `UTCTime` has two digits of the year, of which 50 and more lie in the last century.
fn instant(values: &mut Values<'_>) -> Option<CapturedAt> {
    let value = values.next()?;
    let text = std::str::from_utf8(value.body).ok()?.strip_suffix('Z')?;
    match value.tag {
        0x17 if text.get(..2)? >= "50" => format!("19{text}").parse().ok(),
        0x17 => format!("20{text}").parse().ok(),
        0x18 => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::der;
    use super::*;

    /// The fields of a certificate as far as its validity.
    fn certificate(not_before: (u8, &str), not_after: (u8, &str)) -> CertificateDer<'static> {
        let time = |(tag, text): (u8, &str)| der::write(tag, &[text.as_bytes()]);
        let validity = der::write(0x30, &[&time(not_before), &time(not_after)]);
        let version = der::write(0xa0, &[&der::write(0x02, &[&[2]])]);
        let empty = der::write(0x30, &[]);
        let inside = der::write(0x30, &[&version, &der::write(0x02, &[&[1]]), &empty, &empty, &validity]);
        CertificateDer::from(der::write(0x30, &[&inside]))
    }

    /// Believes everybody, or nobody.
    #[derive(Debug)]
    struct Gullible(bool);

    impl ServerCertVerifier for Gullible {
        fn verify_server_cert(
            &self,
            _: &CertificateDer<'_>,
            _: &[CertificateDer<'_>],
            _: &ServerName<'_>,
            _: &[u8],
            _: UnixTime,
        ) -> Result<ServerCertVerified, Error> {
            if self.0 { Ok(ServerCertVerified::assertion()) } else { Err(Error::General("no".to_owned())) }
        }

        fn verify_tls12_signature(
            &self,
            _: &[u8],
            _: &CertificateDer<'_>,
            _: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Ok(HandshakeSignatureValid::assertion())
        }

        fn verify_tls13_signature(
            &self,
            _: &[u8],
            _: &CertificateDer<'_>,
            _: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Ok(HandshakeSignatureValid::assertion())
        }

        fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
            Vec::new()
        }
    }

    fn shown(believes: bool) -> Option<Tls> {
        let met = Arc::new(Met::default());
        let verifier = Remembering { system: Gullible(believes), met: Arc::clone(&met) };
        let own = certificate((0x17, "200102030405Z"), (0x18, "20510102030405Z"));
        let issuer = certificate((0x17, "990102030405Z"), (0x17, "490102030405Z"));
        let name = ServerName::try_from("acme.example").unwrap();
        let _ = verifier.verify_server_cert(
            &own,
            &[issuer],
            &name,
            &[],
            UnixTime::since_unix_epoch(std::time::Duration::ZERO),
        );
        met.signed("TLS 1.3");
        assert_eq!(met.peer("other.example"), None);
        met.peer("acme.example")
    }

    #[test]
    fn a_server_that_was_believed_is_remembered_with_its_chain() {
        let tls = shown(true).unwrap();
        assert_eq!((tls.server_name.as_str(), tls.version.as_deref()), ("acme.example", Some("TLS 1.3")));
        assert_eq!(tls.peer_chain_sha256.len(), 2);
        assert_eq!(tls.not_before.map(CapturedAt::compact).as_deref(), Some("20200102030405"));
        assert_eq!(tls.not_after.map(CapturedAt::compact).as_deref(), Some("20510102030405"));
    }

    #[test]
    fn one_that_was_not_believed_is_not() {
        assert_eq!(shown(false), None);
    }

    #[test]
    fn what_is_no_certificate_has_no_validity() {
        for bytes in [&b""[..], &[0x30], &[0x30, 0x80], &[0x30, 2, 0x30, 0], b"certificate"] {
            assert_eq!(validity(bytes), None, "{bytes:?}");
        }
        assert_eq!(validity(&certificate((0x17, "99Z"), (0x17, "\u{e9}Z"))), None);
    }
}
