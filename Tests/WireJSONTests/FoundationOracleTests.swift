import Foundation
import NIOCore
import SeededRandomness
import Testing
import WireJSON

@Suite("WireJSON · reads what Foundation writes, writes what Foundation reads, and judges texts as Foundation does")
struct FoundationOracleTests {
    private static let seeds: [UInt64] = [1, 20, 300, 4_000]

    @Test(arguments: seeds)
    func `Foundation reads the same value from what we write`(seed: UInt64) {
        var random = RandomJSON(seed: seed)
        for _ in 0..<150 {
            let value = random.value()
            let read = FoundationOracle.parse(value.serialized().readableBytesView)
            #expect(read.map(value.agrees(with:)) == true, "\(value)")
        }
    }

    @Test(arguments: seeds)
    func `we read the same value from what Foundation writes`(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        let formattings: [JSONEncoder.OutputFormatting] = [[], .prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        for round in 0..<150 {
            let value = random.value()
            let text = try FoundationOracle.write(value, formattings[round % formattings.count])
            #expect(try JSONValue(parsing: ByteBuffer(bytes: text)).agrees(with: value), "\(value)")
        }
    }

    @Test(arguments: seeds)
    func `both read the same value from unusual spellings`(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for _ in 0..<150 {
            let value = random.value()
            let text = random.text(of: value)
            #expect(try JSONValue(parsing: text).agrees(with: value), "\(text)")
            #expect(FoundationOracle.parse(text.utf8).map(value.agrees(with:)) == true, "\(text)")
        }
    }

    @Test(arguments: seeds)
    func `both accept or refuse the same mutated texts, but for reasons`(seed: UInt64) {
        var random = RandomJSON(seed: seed)
        for _ in 0..<1_000 {
            var bytes = Array(random.text(of: random.value(depth: 3)).utf8)
            for _ in 0...Int.random(in: 0..<3, using: &random.random) { mutate(&bytes, using: &random.random) }
            let ours = try? JSONValue(parsing: ByteBuffer(bytes: bytes))
            let theirs = FoundationOracle.parse(bytes)
            if let ours, let theirs, ours.agrees(with: theirs) { continue }
            if ours == nil, theirs == nil { continue }
            #expect(reason(for: bytes, weAccept: ours != nil) != nil, "\(bytes)")
        }
    }

    /// Every way in which we knowingly differ from Foundation.
    private enum Difference: CaseIterable {
        /// RFC 8259 §4 and §5 know no comma before a closing bracket; Foundation on Linux lets it pass.
        case trailingComma
        /// With a NUL near its start, Foundation takes a text for UTF-16 or UTF-32. RFC 8259 §8.1 allows only UTF-8.
        case otherEncoding
        /// Foundation refuses an escaped surrogate on its own; browsers, who send these texts, do not.
        case loneSurrogate
    }

    private func reason(for bytes: [UInt8], weAccept: Bool) -> Difference? {
        Difference.allCases.first { difference in
            switch difference {
            case .trailingComma: !weAccept && hasTrailingComma(bytes)
            case .otherEncoding: !weAccept && bytes.contains(0)
            case .loneSurrogate: weAccept && hasSurrogateEscape(bytes)
            }
        }
    }

    private func hasTrailingComma(_ bytes: [UInt8]) -> Bool {
        let solid = bytes.filter { !Array(" \t\r\n".utf8).contains($0) }
        return zip(solid, solid.dropFirst()).contains { $0 == UInt8(ascii: ",") && Array("]}".utf8).contains($1) }
    }

    private func hasSurrogateEscape(_ bytes: [UInt8]) -> Bool {
        bytes.indices.dropLast(3).contains { index in
            bytes[index] == UInt8(ascii: "\\") && bytes[index + 1] == UInt8(ascii: "u")
                && bytes[index + 2] | 0x20 == UInt8(ascii: "d")
                && Array("89abcdefABCDEF".utf8).contains(bytes[index + 3])
        }
    }

    /// Sets, inserts, removes or exchanges bytes, with a taste for those that mean something to JSON or to UTF-8.
    private func mutate(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
        let meaningful: [UInt8] =
            Array("\"\\[]{}:,01289.-+eEtfnu \u{0}\u{1F}".utf8) + [0x7F, 0x80, 0xC0, 0xE2, 0xED, 0xF4]
        let byte =
            Bool.random(using: &random)
            ? meaningful.randomElement(using: &random)! : UInt8.random(in: .min ... .max, using: &random)
        guard let place = bytes.indices.randomElement(using: &random) else { return bytes.append(byte) }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        case 2: bytes.remove(at: place)
        default: bytes.swapAt(place, bytes.indices.randomElement(using: &random)!)
        }
    }
}
