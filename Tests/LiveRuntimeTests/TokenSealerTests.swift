import Crypto
import Foundation
import LiveRuntime
import Testing
import WireJSON

@Suite("TokenSealer · opens what it sealed, for that purpose, in time")
struct TokenSealerTests {
    let purpose = TokenSealer.Purpose("test", maximumAge: 60)
    let now = Date(timeIntervalSince1970: 1_700_000_000)
    let old = SymmetricKey(size: .bits256)
    let new = SymmetricKey(size: .bits256)

    @Test func `opens its own`() {
        let sealer = TokenSealer(secrets: [new])
        let value: JSONValue = ["a": [1, "b", .null]]
        #expect(sealer.open(sealer.seal(value, for: purpose, at: now), for: purpose, at: now) == value)
    }

    @Test func `keeps to its purpose and its age`() {
        let sealer = TokenSealer(secrets: [new])
        let token = sealer.seal("x", for: purpose, at: now)
        #expect(sealer.open(token, for: .init("other", maximumAge: 60), at: now) == nil)
        #expect(sealer.open(token, for: purpose, at: now.addingTimeInterval(60)) == "x")
        #expect(sealer.open(token, for: purpose, at: now.addingTimeInterval(61)) == nil)
        #expect(sealer.open(token, for: purpose, at: now.addingTimeInterval(-61)) == nil)
    }

    @Test func `keys rotate: the first seals, all open`() {
        let before = TokenSealer(secrets: [old])
        let between = TokenSealer(secrets: [new, old])
        let after = TokenSealer(secrets: [new])
        let token = before.seal("x", for: purpose, at: now)
        #expect(between.open(token, for: purpose, at: now) == "x")
        #expect(after.open(token, for: purpose, at: now) == nil)
        #expect(after.open(between.seal("y", for: purpose, at: now), for: purpose, at: now) == "y")
    }

    @Test func `no changed character opens`() {
        let sealer = TokenSealer(secrets: [new])
        let token = Array(sealer.seal("x", for: purpose, at: now))
        for index in token.indices {
            var forged = token
            forged[index] = forged[index] == "A" ? "B" : "A"
            #expect(sealer.open(String(forged), for: purpose, at: now) == nil)
        }
        for text in ["", "A", "====", "not base64 !", String(token.dropLast())] {
            #expect(sealer.open(text, for: purpose, at: now) == nil)
        }
    }
}
