import ClerkCore
import JWTKit
import SeededRandomness
import Testing
import WireJSON

/// jwt-kit shares no code with our reader: it signs what we must accept, and judges the signatures we judge.
@Suite("SessionVerifier · agrees with an independent JWT implementation")
struct JWTKitOracleTests {
    struct Payload: JWTPayload, Equatable {
        var iss = Instance.issuer
        var sub = "user_ada"
        var sid = "sess_1"
        var azp = Instance.party
        var iat = Instance.issuedAt
        var exp = Instance.issuedAt + 60
        var note = "Ünïcödé \"quoted\" \\ / \u{1F510} \n"

        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }

    private func keys() async throws -> JWTKeyCollection {
        let key = try Instance.key.get()
        let rsa = try Insecure.RSA.PrivateKey(backing: key.privateKey)
        return await JWTKeyCollection().add(rsa: rsa, digestAlgorithm: .sha256, kid: .init(string: key.name))
    }

    @Test func `accepts what jwt-kit signs, and reads the same claims`() async throws {
        let name = try Instance.key.get().name
        let token = try await keys().sign(Payload(), kid: .init(string: name))
        let session = try Instance.verify(token)
        #expect(session.claims["note"]?.string == Payload().note)
        #expect(session.userID == "user_ada")
    }

    @Test func `jwt-kit accepts what these tests sign`() async throws {
        let payload = try await keys().verify(try Instance.token(["note": "x"]), as: Payload.self)
        #expect(payload.sid == "sess_1")
    }

    /// Characters are exchanged for others of the alphabet. The last character of a part is left alone: jwt-kit ignores
    /// the spare bits there, and we refuse them.
    @Test func `over mutated tokens both see the same signatures as good`() async throws {
        var random = SeededGenerator(seed: 0xC1E2)
        let keys = try await keys()
        let good = Array(try Instance.token(["note": "x"]).utf8)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        let dot = UInt8(ascii: ".")
        for round in 0..<300 {
            var token = good
            if round % 10 > 0 {
                let index = Int.random(in: 0..<token.count - 1, using: &random)
                guard token[index] != dot, token[index + 1] != dot else { continue }
                token[index] = alphabet.randomElement(using: &random) ?? 0
            }
            let text = String(decoding: token, as: UTF8.self)
            let theirs = try? await keys.verify(text, as: Payload.self)
            let ours = try? Instance.verify(text)
            #expect((theirs != nil) == (ours != nil), "round \(round)")
        }
    }
}
