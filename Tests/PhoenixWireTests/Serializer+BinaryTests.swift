import NIOCore
import PhoenixWire
import SeededRandomness
import Testing

@Suite("Serializer · binary messages of 2.0.0")
struct SerializerBinaryTests {
    private func bytes(_ text: String) -> ByteBuffer { ByteBuffer(string: text) }

    /// The vectors of Phoenix's own client, `serializer_test.js`.
    @Test func `a client's push has four lengths`() throws {
        #expect(
            try Serializer.decode(binary: bytes("\0\u{1}\u{1}\u{1}\u{1}01te\u{1}"))
                == Message(joinRef: "0", ref: "1", topic: "t", event: "e", payload: .binary(bytes("\u{1}"))))
        #expect(
            try Serializer.decode(binary: bytes("\0\u{2}\u{1}\u{3}\u{2}101topev\u{1}"))
                == Message(joinRef: "10", ref: "1", topic: "top", event: "ev", payload: .binary(bytes("\u{1}"))))
    }

    @Test func `a chunk of an upload`() throws {
        let head: [UInt8] = [0x00, 0x02, 0x02, 0x05, 0x05]
        let message = try Serializer.decode(binary: ByteBuffer(bytes: head + Array("1213lvu:0chunk".utf8) + [0, 255]))
        #expect(
            message
                == Message(
                    joinRef: "12", ref: "13", topic: "lvu:0", event: "chunk",
                    payload: .binary(ByteBuffer(bytes: [0, 255]))))
    }

    @Test func `lengths count bytes of UTF-8`() throws {
        let message = try Serializer.decode(binary: Client.binary("🚀", "1", "room:café", "π", [1]))
        #expect(
            message
                == Message(
                    joinRef: "🚀", ref: "1", topic: "room:café", event: "π", payload: .binary(ByteBuffer(bytes: [1]))))
    }

    @Test func `a ref of no length is null, and a payload may be empty`() throws {
        #expect(
            try Serializer.decode(binary: Client.binary(nil, nil, "t", "e", []))
                == Message(joinRef: nil, ref: nil, topic: "t", event: "e", payload: .binary(ByteBuffer())))
    }

    @Test func `only pushes come from clients`() {
        for kind in UInt8(1)...255 {
            let message = ByteBuffer(bytes: [kind, 0, 0, 1, 1] + Array("te".utf8))
            #expect(throws: MessageError.unknownKind(kind)) { try Serializer.decode(binary: message) }
        }
    }

    @Test func `a header that is cut off is refused at every place`() {
        let whole = Client.binary("12", "13", "lvu:0", "chunk", [])
        for length in 0..<whole.readableBytes {
            let cut = whole.getSlice(at: 0, length: length)!
            #expect(throws: MessageError.truncated) { try Serializer.decode(binary: cut) }
        }
        #expect(throws: Never.self) { try Serializer.decode(binary: whole) }
    }

    @Test func `a header that is not UTF-8 is refused`() {
        for place in 0..<4 {
            var headers: [[UInt8]] = Array(repeating: [UInt8(ascii: "a")], count: 4)
            headers[place] = [0xC3]
            let message = ByteBuffer(bytes: [0, 1, 1, 1, 1] + headers.joined())
            #expect(throws: MessageError.invalidUTF8) { try Serializer.decode(binary: message) }
        }
    }

    @Test func `a server's push has three lengths`() throws {
        var buffer = ByteBuffer()
        try Serializer.push(joinRef: "123", topic: "top", event: "some-event", data: bytes("\u{1}\u{1}"), into: &buffer)
        #expect(buffer == bytes("\0\u{3}\u{3}\n123topsome-event\u{1}\u{1}"))
    }

    @Test func `a reply names its status`() throws {
        var buffer = ByteBuffer()
        try Serializer.reply(
            joinRef: "100", ref: "12", topic: "top", status: .ok, data: bytes("\u{1}\u{1}"), into: &buffer)
        #expect(buffer == bytes("\u{1}\u{3}\u{2}\u{3}\u{2}10012topok\u{1}\u{1}"))
    }

    @Test func `a broadcast has two lengths`() throws {
        var buffer = ByteBuffer()
        try Serializer.broadcast(topic: "top", event: "some-event", data: bytes("\u{1}\u{1}"), into: &buffer)
        #expect(buffer == bytes("\u{2}\u{3}\ntopsome-event\u{1}\u{1}"))
    }

    @Test func `null refs have no length`() throws {
        var push = ByteBuffer()
        try Serializer.push(joinRef: nil, topic: "t", event: "e", data: ByteBuffer(), into: &push)
        #expect(push == ByteBuffer(bytes: [0, 0, 1, 1, 0x74, 0x65]))
        var reply = ByteBuffer()
        try Serializer.reply(joinRef: nil, ref: nil, topic: "t", status: .error, data: ByteBuffer(), into: &reply)
        #expect(reply == ByteBuffer(bytes: [1, 0, 0, 1, 5] + Array("terror".utf8)))
    }

    @Test func `headers may have 255 bytes, and nothing is written for longer ones`() throws {
        let longest = String(repeating: "é", count: 127) + "x"
        var buffer = ByteBuffer()
        try Serializer.push(joinRef: longest, topic: longest, event: longest, data: ByteBuffer(), into: &buffer)
        #expect(buffer.readableBytes == 4 + 3 * 255)
        var untouched = ByteBuffer(string: "x")
        #expect(throws: MessageError.headerTooLong) {
            try Serializer.broadcast(topic: "t", event: longest + "x", data: ByteBuffer(), into: &untouched)
        }
        #expect(untouched == bytes("x"))
    }

    @Test(arguments: [9, 99] as [UInt64])
    func `whatever a client writes is read back`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let header = { (random: inout SeededGenerator) in random.text(of: "ab:1é€😀\"", upTo: 60) }
            let refs = (header(&random), header(&random))
            let (topic, event) = (header(&random), header(&random))
            let data = (0..<Int.random(in: 0...50, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
            }
            let message = try Serializer.decode(binary: Client.binary(refs.0, refs.1, topic, event, data))
            #expect(
                message
                    == Message(
                        joinRef: refs.0.isEmpty ? nil : refs.0, ref: refs.1.isEmpty ? nil : refs.1, topic: topic,
                        event: event, payload: .binary(ByteBuffer(bytes: data))))
        }
    }

    @Test func `no bytes do harm`() {
        var random = SeededGenerator(seed: 0xB1)
        for _ in 0..<3_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...12, using: &random)
            }
            _ = try? Serializer.decode(binary: ByteBuffer(bytes: bytes))
        }
    }
}
