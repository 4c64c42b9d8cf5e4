import ClerkCore
import Crypto
import CryptoExtras
import Foundation
import JWTKit

/// A session token that was not seen before: shape, signature, claims, every rule. The budget is in terms of the bare
/// RSA verification that `openssl speed rsa2048` times.
enum SessionTokenBenchmarks {
    static func rows() async throws -> [Row] {
        let token = try SignedToken()
        let openSSL = try OpenSSLKey(subjectPublicKeyInfo: token.privateKey.publicKey.derRepresentation)
        return try await [Row](
            "session token, first time (\(token.text.utf8.count) B)",
            [
                try own(token),
                Contender("OpenSSL EVP_PKEY_verify, digest ready") {
                    try openSSL.verify(token.signature, token.digest)
                },
                Contender("OpenSSL EVP_DigestVerify") { try openSSL.verify(token.signature, of: token.signed) },
                swiftCrypto(token),
                try await jwtKit(token),
            ], budgets: [.ratio(1.5)])
    }

    private static func own(_ token: SignedToken) throws -> Contender {
        var configuration = ClerkConfiguration(publishableKey: try PublishableKey(SignedToken.publishableKey))
        configuration.authorizedParties = [SignedToken.party]
        let verifier = SessionVerifier(configuration)
        let keys = try KeySet(status: 200, body: token.keySet())
        let now = UnixTime(seconds: token.issuedAt + 5)
        return Contender("ours") {
            let unverified = try verifier.inspect(token.text, carrier: .cookie)
            let key = try keys.key(for: unverified)
            return try verifier.verify(unverified, with: key, request: .documentGET, at: now).userID.utf8.count
        }
    }

    private static func swiftCrypto(_ token: SignedToken) -> Contender {
        let key = token.privateKey.publicKey
        let signature = _RSA.Signing.RSASignature(rawRepresentation: token.signature)
        return Contender("swift-crypto SHA-256 + RSA verify") {
            let digest = SHA256.hash(data: token.signed)
            guard key.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5) else {
                throw ContenderFailed("swift-crypto")
            }
            return 1
        }
    }

    private static func jwtKit(_ token: SignedToken) async throws -> Contender {
        let key = try Insecure.RSA.PublicKey(backing: token.privateKey.publicKey)
        let keys = await JWTKeyCollection().add(
            rsa: key, digestAlgorithm: .sha256, kid: JWKIdentifier(string: SignedToken.keyName))
        return Contender("jwt-kit verify") { count in
            var results = 0
            for _ in 0..<count {
                results &+= try await keys.verify(token.text, as: ClerkPayload.self).sub.value.utf8.count
            }
            return results
        }
    }
}

/// What jwt-kit reads of the token.
private struct ClerkPayload: JWTPayload {
    let iss: IssuerClaim
    let sub: SubjectClaim
    let sid: String
    let azp: String
    let iat: IssuedAtClaim
    let nbf: NotBeforeClaim
    let exp: ExpirationClaim

    func verify(using algorithm: some JWTAlgorithm) throws {
        try exp.verifyNotExpired()
        try nbf.verifyNotBefore()
    }
}
