import Foundation
import NIOCore
import SeededRandomness
import Testing

@testable import WebSocketCore

/// A few hundred cases in each run of the tests; with `FUZZ_SECONDS` set, other cases until that time is over. A case that fails is told
/// by its seed: `FUZZ_SEED` runs it first.
@Suite("WebSocketStateMachine · any bytes, in any parts")
struct FuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seconds = environment["FUZZ_SECONDS"].flatMap(Double.init)
    private static let firstSeed = environment["FUZZ_SEED"].flatMap(UInt64.init)

    /// Calls `body` with one seed after another, the same ones in each ordinary run.
    private func forEachSeed(ordinarily count: UInt64, _ body: (UInt64) -> Void) {
        var seed = Self.firstSeed ?? (Self.seconds == nil ? 0 : UInt64.random(in: 0 ... .max / 2))
        let end = Self.seconds.map { ContinuousClock.now + .seconds($0) }
        var cases: UInt64 = 0
        repeat {
            body(seed)
            seed += 1
            cases += 1
        } while end.map { ContinuousClock.now < $0 } ?? (cases < count)
        if Self.seconds != nil { print("fuzzed \(cases) cases, up to seed \(seed - 1)") }
    }

    @Test func `every promise is kept, and the parts do not matter`() {
        forEachSeed(ordinarily: 600) { seed in
            let fuzz = FuzzCase(seed: seed)
            let whole = FuzzRun(fuzz, longest: nil, seed: seed)
            #expect(whole.complaints == [], "FUZZ_SEED=\(seed)")
            if let expected = fuzz.expected { #expect(whole.messages == expected, "FUZZ_SEED=\(seed)") }
            for longest in [fuzz.bytes.count < 1000 ? 1 : 30, 7, 500] {
                let parted = FuzzRun(fuzz, longest: longest, seed: seed)
                #expect(parted.complaints == [], "FUZZ_SEED=\(seed)")
                #expect(parted.actions == whole.actions, "FUZZ_SEED=\(seed), parts of up to \(longest)")
                #expect(parted.ending == whole.ending, "FUZZ_SEED=\(seed), parts of up to \(longest)")
            }
        }
    }

    @Test func `extension headers of any kind are granted, declined or refused`() {
        let words = [
            "permessage-deflate", "server_no_context_takeover", "client_no_context_takeover", "server_max_window_bits",
            "client_max_window_bits", ";", ";", "; ", ",", "=", "=9", "=15", "=8", "=\"10\"", "\"", "\\", "x", " ",
            "\u{e4}",
        ]
        forEachSeed(ordinarily: 2000) { seed in
            var generator = SeededGenerator(seed: seed)
            let value = (0..<Int.random(in: 1...14, using: &generator)).map { _ in
                words.randomElement(using: &generator)!
            }.joined()
            let decision = UpgradeValidation.decide(
                method: "GET", version: (1, 1),
                fields: UpgradeValidationTests.good + [("Sec-WebSocket-Extensions", value)])
            guard case .accept(let offer) = decision else {
                #expect(decision == .refuse(.extensions), "FUZZ_SEED=\(seed)")
                return
            }
            guard let agreed = offer.compression(granting: .init(policy: .all, clientContextTakeover: true)) else {
                return
            }
            #expect(value.contains("permessage-deflate"), "FUZZ_SEED=\(seed)")
            #expect(9...15 ~= agreed.serverWindowBits && 8...15 ~= agreed.clientWindowBits, "FUZZ_SEED=\(seed)")
            // The answer has the form of an offer, and names for the client only what the client can be told.
            #expect(ExtensionOffer(agreed.response[...]) != nil, "FUZZ_SEED=\(seed)")
            if agreed.response.contains("client_max_window_bits") {
                #expect(value.contains("client_max_window_bits"), "FUZZ_SEED=\(seed)")
            }
        }
    }
}
