import ClerkCore
import CryptoExtras
import Testing
import WireJSON

@Suite("KeySet · what a JWKS response yields, and what it cannot do")
struct KeySetTests {
    let verifier: SessionVerifier

    init() throws {
        verifier = SessionVerifier(try Instance.configuration())
    }

    @Test func `finds the key a token names`() throws {
        let token = try verifier.inspect(try Instance.token(), carrier: .cookie)
        #expect(throws: Never.self) { try Instance.key.get().keySet().key(for: token) }
    }

    @Test(arguments: [nil, "", "ins_other", "../jwks", "a b", "ins_é", String(repeating: "k", count: 129)])
    func `does not know a missing, foreign or odd name`(name: String?) throws {
        let token = try Instance.token(header: ["kid": name.map(JSONValue.string)])
        #expect(try Instance.rejection(token)?.reason == .keyIDMismatch)
    }

    @Test func `skips keys it cannot use, and keeps the first of a repeated name`() throws {
        let good = try Instance.key.get(), stranger = try Instance.stranger.get()
        let short = try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1024)).publicKey.getKeyPrimitives()
        let keys: [JSONValue] = [
            "not an object", [:], try stranger.jwk(["kty": "EC"]), try stranger.jwk(["use": "enc"]),
            try stranger.jwk(["n": nil]),
            try stranger.jwk(["n": .string(base64URL(short.modulus))]), try stranger.jwk(["e": "AQ"]),
            try stranger.jwk(["kid": nil]), try stranger.jwk(["kid": "a/b"]), try good.jwk(["use": nil]),
            try stranger.jwk(["kid": .string(good.name)]),
        ]
        let set = try KeySet(status: 200, body: jwks(keys))
        #expect(try Instance.rejection(try Instance.token(), keys: set) == nil)
        let theirs = try Instance.token(header: ["kid": .string(stranger.name)], key: stranger)
        #expect(try Instance.rejection(theirs, keys: set)?.reason == .keyIDMismatch)
    }

    @Test func `a key's own algorithm must agree`() throws {
        let set = try KeySet(status: 200, body: jwks([try Instance.key.get().jwk(["alg": "RS512"])]))
        #expect(try Instance.rejection(try Instance.token(), keys: set)?.reason == .invalidAlgorithm)
        let silent = try KeySet(status: 200, body: jwks([try Instance.key.get().jwk(["alg": nil])]))
        #expect(try Instance.rejection(try Instance.token(), keys: silent) == nil)
    }

    @Test(arguments: [
        (200, "", KeySetError.remoteInvalid), (200, "{}", .remoteInvalid), (200, "[]", .remoteInvalid),
        (200, #"{"keys":{}}"#, .remoteInvalid), (200, #"{"keys":[]}"#, .remoteMissing),
        (200, #"{"keys":[{"kty":"EC"}]}"#, .remoteMissing), (302, #"{"keys":[]}"#, .remoteFailedToLoad),
        (500, "", .remoteFailedToLoad), (401, "{}", .remoteFailedToLoad),
        (401, #"{"errors":[{"code":"clerk_key_invalid"}]}"#, .secretKeyInvalid),
        (403, #"{"errors":[{"code":"clerk_key_invalid"}]}"#, .remoteFailedToLoad),
    ])
    func `gives each bad response its reason`(status: Int, body: String, error: KeySetError) {
        #expect(throws: error) { try KeySet(status: status, body: Array(body.utf8)) }
    }

    @Test func `reads no response past its bound`() throws {
        var body = jwks([try Instance.key.get().jwk()])
        body += [UInt8](repeating: 0x20, count: KeySet.maximumResponseBytes - body.count)
        #expect(throws: Never.self) { try KeySet(status: 200, body: body) }
        #expect(throws: KeySetError.remoteInvalid) { try KeySet(status: 200, body: body + [0x20]) }
    }

    @Test func `every error has its rejection`() {
        for error in [KeySetError.secretKeyInvalid, .remoteFailedToLoad, .remoteInvalid, .remoteMissing] {
            #expect(TokenRejection(error, carrier: .header).reason.rawValue == error.rawValue)
        }
    }
}
