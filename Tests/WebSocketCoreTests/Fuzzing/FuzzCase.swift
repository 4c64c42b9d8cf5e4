import NIOCore
import SeededRandomness

@testable import WebSocketCore

/// A conversation as a client might hold it, good, bad or damaged, and the server it meets: all of it made from one number.
struct FuzzCase {
    let configuration: WebSocketConfiguration
    let agreed: PerMessageDeflate?
    let bytes: [UInt8]
    /// What must be delivered; `nil` where the bytes break a rule, or may.
    let expected: [WebSocketMessage]?

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let isGood = Int.random(in: 0..<3, using: &generator) == 0
        let configuration = Self.configuration(isTight: !isGood, using: &generator)
        let agreed = Self.agreement(configuration.compression, using: &generator)
        var client = FuzzClient(agreed: agreed, generator: generator)
        for _ in 0..<Int.random(in: 1...10, using: &client.generator) {
            isGood ? client.sendGood() : client.sendAnything()
        }
        if !isGood, Bool.random(using: &client.generator) { client.damage() }
        self.configuration = configuration
        self.agreed = agreed
        bytes = client.bytes
        expected = isGood ? client.messages : nil
    }

    private static func configuration(isTight: Bool, using generator: inout SeededGenerator) -> WebSocketConfiguration {
        let compression = WebSocketConfiguration.Compression(
            policy: .all, threshold: Int.random(in: 0...40, using: &generator),
            serverContextTakeover: Bool.random(using: &generator),
            clientContextTakeover: Bool.random(using: &generator),
            serverMaxWindowBits: Int.random(in: 9...15, using: &generator),
            clientMaxWindowBits: Int.random(in: 9...15, using: &generator),
            maxInflationRatio: isTight ? Int.random(in: 1...50, using: &generator) : 1032)
        guard isTight else { return WebSocketConfiguration(compression: compression) }
        return WebSocketConfiguration(
            maxFrameSize: [130, 600, 2000].randomElement(using: &generator)!,
            maxMessageSize: [100, 700, 2500, 100_000].randomElement(using: &generator)!,
            maxFragments: Int.random(in: 1...8, using: &generator),
            maxMessagesPerSecond: Int.random(in: 1...8, using: &generator),
            maxControlFramesPerSecond: Int.random(in: 1...8, using: &generator),
            compression: compression)
    }

    private static func agreement(
        _ compression: WebSocketConfiguration.Compression, using generator: inout SeededGenerator
    ) -> PerMessageDeflate? {
        let bits = Int.random(in: 9...15, using: &generator)
        let offer = [
            "", "permessage-deflate", "permessage-deflate; client_max_window_bits",
            "permessage-deflate; client_max_window_bits=\(bits)",
            "permessage-deflate; client_no_context_takeover; server_max_window_bits=\(bits)",
        ].randomElement(using: &generator)!
        return PerMessageDeflate.negotiate(ExtensionOffer(offer[...]).map { [$0] } ?? [], compression)
    }
}

/// Writes a client's bytes, and notes what they say.
struct FuzzClient {
    var generator: SeededGenerator
    private(set) var bytes: [UInt8] = []
    private(set) var messages: [WebSocketMessage] = []
    private let agreed: PerMessageDeflate?
    private let deflate: ClientDeflate

    init(agreed: PerMessageDeflate?, generator: SeededGenerator) {
        self.agreed = agreed
        self.generator = generator
        deflate = ClientDeflate(windowBits: agreed?.clientWindowBits ?? 15)
    }

    private mutating func chance(_ part: Int) -> Bool { Int.random(in: 0..<part, using: &generator) == 0 }

    // MARK: Good

    mutating func sendGood() {
        let isText = Bool.random(using: &generator)
        let content = isText ? text() : generator.bytes(size())
        let buffer = ByteBuffer(bytes: content)
        messages.append(isText ? .text(buffer) : .binary(buffer))
        let opcode: UInt8 = isText ? 0x1 : 0x2
        guard let agreed, Bool.random(using: &generator) else { return send(opcode, content) }
        // A stream that ends knows nothing of the next one, whatever was agreed on.
        let payload =
            chance(6)
            ? deflate.deflate(content, isFinal: true)
            : deflate.deflate(content, keepsContext: agreed.clientContextTakeover)
        send(opcode, payload, reserved: 0x40)
    }

    private mutating func size() -> Int {
        [0, 1, 20, 125, 126, 300, 1500].randomElement(using: &generator)! + Int.random(in: 0...3, using: &generator)
    }

    private mutating func text() -> [UInt8] {
        let words = [
            "a", "phx-click", "{\"value\":1}", "λ", "✓", "😀", " ", "<div id=\"x\">", "\u{0}", "\u{7FF}\u{800}\u{FFFF}",
        ]
        return (0..<size() / 4).flatMap { _ in words.randomElement(using: &generator)!.utf8 }
    }

    /// In one frame or in several, with control frames between.
    private mutating func send(_ opcode: UInt8, _ payload: [UInt8], reserved: UInt8 = 0) {
        let cuts = chance(3) ? (0..<Int.random(in: 1...4, using: &generator)).map { _ in cut(payload) }.sorted() : []
        let ends = cuts + [payload.count]
        var start = 0
        for (index, end) in ends.enumerated() {
            bytes += ClientBytes.frame(
                index == 0 ? opcode : 0x0, Array(payload[start..<end]), final: index == ends.count - 1,
                reserved: index == 0 ? reserved : 0, key: generator.bytes(4))
            start = end
            if chance(4) { sendControl() }
        }
    }

    private mutating func cut(_ payload: [UInt8]) -> Int { Int.random(in: 0...payload.count, using: &generator) }

    private mutating func sendControl() {
        let payload = generator.bytes(Int.random(in: 0...8, using: &generator))
        bytes += ClientBytes.frame(Bool.random(using: &generator) ? 0x9 : 0xA, payload, key: generator.bytes(4))
    }

    // MARK: Bad

    mutating func sendAnything() {
        let key = generator.bytes(4)
        switch Int.random(in: 0..<24, using: &generator) {
        case 0...10: sendGood()
        case 11: sendControl()
        case 12: bytes += ClientBytes.frame(0x1, generator.bytes(4), key: key)
        case 13: send(0x1, Array("cut \u{1F600}".utf8.dropLast()))
        case 14: bytes += ClientBytes.frame(UInt8.random(in: 0...15, using: &generator), generator.bytes(6), key: key)
        case 15: send(0x2, generator.bytes(9), reserved: 0x40)
        case 16: send(0x1, deflate.deflate(generator.bytes(30)), reserved: 0x40)
        case 17: send(0x2, deflate.deflate([UInt8](repeating: 0x20, count: 120_000)), reserved: 0x40)
        case 18: sendDamagedCompression()
        case 19: bytes += ClientBytes.frame(0x0, [0x61], final: Bool.random(using: &generator), key: key)
        case 20: bytes += ClientBytes.close([1000, 1001, 1005, 4999, 5000].randomElement(using: &generator)!)
        case 21:
            bytes += ClientBytes.frame(0x1, [0x61], reserved: UInt8.random(in: 0...7, using: &generator) << 4, key: key)
        case 22: for _ in 0..<12 { sendControl() }
        default: bytes += generator.bytes(Int.random(in: 1...40, using: &generator))
        }
    }

    private mutating func sendDamagedCompression() {
        var payload = deflate.deflate(text() + [0x2E])
        payload[Int.random(in: 0..<payload.count, using: &generator)] ^= 1 << UInt8.random(in: 0...7, using: &generator)
        send(0x1, payload, reserved: 0x40)
    }

    /// What a broken network card, or somebody clever, makes of it.
    mutating func damage() {
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, place + Int.random(in: 1...20, using: &generator))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            case 1: bytes[place] = [0x00, 0x7E, 0x7F, 0x80, 0xFE, 0xFF].randomElement(using: &generator)!
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
            default: bytes.removeSubrange(end...)
            }
        }
    }
}
