import ClerkCore
import Crypto
import CryptoExtras
import Testing

@Suite("VerificationKey · an RSA public key in any spelling that survives an environment variable")
struct VerificationKeyTests {
    let pem: String
    let key: VerificationKey

    init() throws {
        pem = try Instance.key.get().privateKey.publicKey.pemRepresentation
        key = try VerificationKey(pem: pem)
    }

    private var bare: String {
        pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
    }

    @Test func `accepts every line end, and none`() throws {
        #expect(try VerificationKey(pem: replaced("\n", "\r\n")) == key)
        #expect(try VerificationKey(pem: replaced("\n", "\\n")) == key)
        #expect(try VerificationKey(pem: replaced("\n", "\\r\\n")) == key)
        #expect(try VerificationKey(pem: replaced("\n", "")) == key)
    }

    @Test func `accepts quotes, and the bare base64 of the dashboard`() throws {
        #expect(try VerificationKey(pem: "\"\(replaced("\n", "\\n"))\"") == key)
        #expect(try VerificationKey(pem: "  '\(pem)'\n") == key)
        #expect(try VerificationKey(pem: bare) == key)
    }

    @Test func `verifies what its private half signed`() throws {
        let session = try Instance.verify(try Instance.token(), keys: KeySet(key))
        #expect(session.userID == "user_ada")
    }

    @Test func `refuses another kind of PEM`() throws {
        let privateKey = try Instance.key.get().privateKey
        #expect(throws: InvalidKey.notPEM) { try VerificationKey(pem: privateKey.pkcs8PEMRepresentation) }
        #expect(throws: InvalidKey.notPEM) { try VerificationKey(pem: privateKey.publicKey.pkcs1PEMRepresentation) }
        #expect(throws: InvalidKey.notPEM) { try VerificationKey(pem: "not a key") }
        #expect(throws: InvalidKey.self) { try VerificationKey(pem: "") }
        #expect(throws: InvalidKey.notSubjectPublicKeyInfo) { try VerificationKey(pem: String(bare.dropLast(8))) }
        #expect(throws: InvalidKey.notSubjectPublicKeyInfo) { try VerificationKey(pem: bare + "AAAA") }
    }

    @Test func `refuses a key that is not RSA, and one that is too short`() throws {
        let curve = P256.Signing.PrivateKey().publicKey.pemRepresentation
        #expect(throws: InvalidKey.notRSA) { try VerificationKey(pem: curve) }
        let short = try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1024)).publicKey.pemRepresentation
        #expect(throws: InvalidKey.tooShort) { try VerificationKey(pem: short) }
    }

    @Test func `any single changed byte of the DER gives another key or none`() throws {
        let der = Array(try Instance.key.get().privateKey.publicKey.derRepresentation)
        for index in der.indices {
            var changed = der
            changed[index] ^= 1
            let other = try? VerificationKey(pem: standardBase64(changed))
            #expect(other != key, "byte \(index)")
        }
    }

    private func replaced(_ old: Character, _ new: String) -> String {
        pem.map { $0 == old ? new : String($0) }.joined()
    }

    private func standardBase64(_ bytes: [UInt8]) -> String {
        base64URL(bytes).map { $0 == "-" ? "+" : $0 == "_" ? "/" : String($0) }.joined()
    }
}
