import COpenSSL
import Foundation

/// An RSA public key in OpenSSL's hands, for RSASSA-PKCS1-v1_5 with SHA-256.
final class OpenSSLKey {
    private let key: OpaquePointer
    /// Ready to verify digests, any number of them: what `openssl speed` repeats.
    private let verification: OpaquePointer

    /// - Parameter bytes: DER of a SubjectPublicKeyInfo.
    init(subjectPublicKeyInfo bytes: Data) throws {
        let key = bytes.withUnsafeBytes { buffer in
            var start = buffer.bindMemory(to: UInt8.self).baseAddress
            return d2i_PUBKEY(nil, &start, buffer.count)
        }
        guard let key, let verification = EVP_PKEY_CTX_new(key, nil), EVP_PKEY_verify_init(verification) == 1,
            EVP_PKEY_CTX_set_rsa_padding(verification, RSA_PKCS1_PADDING) == 1,
            EVP_PKEY_CTX_set_signature_md(verification, EVP_sha256()) == 1
        else { throw ContenderFailed("OpenSSL, reading the key") }
        self.key = key
        self.verification = verification
    }

    deinit {
        EVP_PKEY_CTX_free(verification)
        EVP_PKEY_free(key)
    }

    /// RSA alone.
    func verify(_ signature: Data, _ digest: Data) throws -> Int {
        let verdict = signature.withUnsafeBytes { signature in
            digest.withUnsafeBytes { digest in
                EVP_PKEY_verify(
                    verification, signature.bindMemory(to: UInt8.self).baseAddress, signature.count,
                    digest.bindMemory(to: UInt8.self).baseAddress, digest.count)
            }
        }
        guard verdict == 1 else { throw ContenderFailed("OpenSSL EVP_PKEY_verify") }
        return Int(verdict)
    }

    /// SHA-256 and RSA, as an application calls them.
    func verify(_ signature: Data, of message: Data) throws -> Int {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1 else {
            throw ContenderFailed("OpenSSL EVP_DigestVerifyInit")
        }
        let verdict = signature.withUnsafeBytes { signature in
            message.withUnsafeBytes { message in
                EVP_DigestVerify(
                    context, signature.bindMemory(to: UInt8.self).baseAddress, signature.count,
                    message.bindMemory(to: UInt8.self).baseAddress, message.count)
            }
        }
        guard verdict == 1 else { throw ContenderFailed("OpenSSL EVP_DigestVerify") }
        return Int(verdict)
    }
}
