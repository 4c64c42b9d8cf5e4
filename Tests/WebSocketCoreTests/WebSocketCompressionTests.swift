import NIOCore
import SeededRandomness
import Testing

@testable import WebSocketCore

@Suite("WebSocketStateMachine · RFC 7692")
struct WebSocketCompressionTests {
    typealias Action = WebSocketStateMachine.ReceivedAction
    typealias Compression = WebSocketConfiguration.Compression

    private static let hello: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]
    private static let page = String(repeating: "<li class=\"row\">λ</li>", count: 100)

    /// A connection whose client has made the offer.
    private func connection(
        offer: String = "permessage-deflate; client_max_window_bits",
        _ compression: Compression = Compression(policy: .all, threshold: 0),
        maxFrameSize: Int = 128 * 1024, maxMessageSize: Int = 1 << 20
    ) throws -> MachineWithBuffer {
        let offers = try #require(HeaderList.elements(of: [offer[...]])).compactMap(ExtensionOffer.init)
        let agreed = try #require(PerMessageDeflate.negotiate(offers, compression))
        return MachineWithBuffer(
            WebSocketConfiguration(
                maxFrameSize: maxFrameSize, maxMessageSize: maxMessageSize, compression: compression),
            agreed: agreed)
    }

    private func compressed(_ payload: [UInt8], _ opcode: UInt8 = 0x1, final: Bool = true) -> [UInt8] {
        ClientBytes.frame(opcode, payload, final: final, reserved: 0x40)
    }

    /// A server's frame with a payload below 64 KiB.
    private func payload(_ frame: [UInt8]) -> ArraySlice<UInt8> {
        frame.dropFirst(frame[1] == 126 ? 4 : 2)
    }

    // MARK: Received

    @Test func `compressed and other messages may alternate, text and binary`() throws {
        var connection = try connection()
        let bytes =
            compressed(Self.hello) + ClientBytes.text("plain") + compressed(Self.hello, 0x2) + ClientBytes.frame(0x9)
            + compressed([0x00]) + compressed([])
        #expect(
            connection.receive(bytes) == [
                .delivery("Hello"), .delivery("plain"), .deliver(.binary(ByteBuffer(string: "Hello"))), .pong(""),
                .delivery(""), .delivery(""),
            ])
    }

    @Test func `fragments may cut a compressed message anywhere, with control frames between`() throws {
        for cut in 0...Self.hello.count {
            var connection = try connection()
            let bytes =
                compressed(Array(Self.hello[..<cut]), final: false) + ClientBytes.frame(0x9)
                + ClientBytes.frame(0x0, Array(Self.hello[cut...]))
            #expect(connection.receive(bytes) == [.pong(""), .delivery("Hello")])
        }
    }

    @Test func `context is kept where that was agreed on, and only there`() throws {
        let repeated = compressed(Self.hello) + compressed([0xF2, 0x00, 0x11, 0x00, 0x00])
        var keeping = try connection(Compression(policy: .all, clientContextTakeover: true))
        #expect(keeping.receive(repeated) == [.delivery("Hello"), .delivery("Hello")])
        var forgetting = try connection()
        #expect(forgetting.receive(repeated) == [.delivery("Hello"), .failure(.invalidCompression)])
    }

    @Test func `a message between that is not compressed leaves the context as it is`() throws {
        var connection = try connection(Compression(policy: .all, clientContextTakeover: true))
        let bytes = compressed(Self.hello) + ClientBytes.text("plain") + compressed([0xF2, 0x00, 0x11, 0x00, 0x00])
        #expect(connection.receive(bytes) == [.delivery("Hello"), .delivery("plain"), .delivery("Hello")])
    }

    @Test func `connections that share a compressor do not see each other's messages`() throws {
        var connections = try (0..<3).map { _ in try connection() }
        let client = ClientDeflate()
        for round in 0..<5 {
            for index in connections.indices {
                let text = "\(Self.page) \(round) \(index)"
                let payload = client.deflate(text)
                #expect(connections[index].receive(compressed(payload)) == [.delivery(text)])
                let sent = connections[index].send(text)
                #expect(client.inflate(self.payload(sent)) == Array(text.utf8))
            }
        }
    }

    // MARK: Refused

    @Test(arguments: [0x0, 0x8, 0x9, 0xA] as [UInt8])
    func `RSV1 is for the first frame of a message`(opcode: UInt8) throws {
        var connection = try connection()
        let start = opcode == 0 ? compressed(Array(Self.hello[..<3]), final: false) : []
        #expect(connection.receive(start + compressed([], opcode)) == [.failure(.reservedBits)])
    }

    @Test func `RSV1 without an agreement, and the other bits with one, are mistakes`() throws {
        var without = MachineWithBuffer()
        #expect(without.receive(compressed(Self.hello)) == [.failure(.reservedBits)])
        for bits: UInt8 in [0x60, 0x50, 0x20, 0x10] {
            var connection = try connection()
            let bytes = ClientBytes.frame(0x1, Self.hello, reserved: bits)
            #expect(connection.receive(bytes) == [.failure(.reservedBits)])
        }
    }

    @Test func `what cannot be inflated, or is not text, is told with 1007`() throws {
        for (payload, error): ([UInt8], WebSocketError) in [
            ([0xFF], .invalidCompression), (Array(Self.hello.dropLast(3)), .invalidCompression),
            (ClientDeflate().deflate([0xC3, 0x28]), .invalidText), (ClientDeflate().deflate([0xC3]), .invalidText),
        ] {
            var connection = try connection()
            #expect(connection.receive(compressed(payload)) == [.failure(error)])
            #expect(CloseCode(error) == .invalidFramePayloadData)
        }
    }

    @Test func `a bomb is too big, in one frame or in many`() throws {
        let bomb = ClientDeflate(level: 9).deflate([UInt8](repeating: 0x20, count: 3_000_000))
        var connection = try connection(Compression(policy: .all, maxInflationRatio: 1032))
        #expect(connection.receive(compressed(bomb, 0x2)) == [.failure(.messageTooBig)])
        connection = try self.connection()
        #expect(connection.receive(compressed(bomb, 0x2)) == [.failure(.inflationRatio)])
        connection = try self.connection()
        var bytes = compressed([], 0x2, final: false)
        for byte in bomb.prefix(500) { bytes += ClientBytes.frame(0x0, [byte], final: false) }
        bytes += ClientBytes.frame(0x0, Array(bomb.dropFirst(500)))
        #expect(connection.receive(bytes) == [.failure(.inflationRatio)])
    }

    @Test func `compressed bytes are limited like others`() throws {
        var connection = try connection(maxFrameSize: 1000, maxMessageSize: 1500)
        #expect(
            connection.receive(compressed([UInt8](repeating: 0, count: 1000), 0x2, final: false)) == [])
        #expect(
            connection.receive(ClientBytes.frame(0x0, [UInt8](repeating: 0, count: 501))) == [.failure(.messageTooBig)])
    }

    // MARK: Sent

    @Test func `a message sent compressed has RSV1 and can be read`() throws {
        var connection = try connection()
        let frame = connection.send(Self.page)
        #expect(frame[0] == 0xC1)
        #expect(frame.count < Self.page.utf8.count / 5)
        #expect(ClientDeflate().inflate(payload(frame)) == Array(Self.page.utf8))
    }

    @Test func `a message that would not become smaller is sent as it is`() throws {
        var connection = try connection()
        #expect(connection.send("") == [0x81, 0])
        #expect(connection.send("a") == [0x81, 1, 0x61])
        #expect(connection.send("0a9f") == [0x81, 4] + Array("0a9f".utf8))
    }

    @Test func `context is kept for what is sent where that was agreed on`() throws {
        var connection = try connection(
            offer: "permessage-deflate; server_max_window_bits=10",
            Compression(policy: .all, threshold: 1, serverContextTakeover: true))
        let client = ClientDeflate(serverWindowBits: 10)
        var sizes: [Int] = []
        // A short message in between is in the context as well, so it too must be sent compressed.
        for text in ["Hello, Hello", "x", "Hello, Hello", "Hello, Hello"] {
            let frame = connection.send(text)
            #expect(frame[0] == 0xC1)
            #expect(client.inflate(payload(frame), keepsContext: true) == Array(text.utf8))
            sizes.append(frame.count)
        }
        #expect(connection.send("", .automatic) == [0x81, 0])
        #expect(connection.send("secret", .never) == [0x81, 6] + Array("secret".utf8))
        let last = connection.send("Hello, Hello")
        #expect(client.inflate(payload(last), keepsContext: true) == Array("Hello, Hello".utf8))
        #expect(sizes[3] < sizes[0])
    }

    @Test(arguments: [300, 3000])
    func `the policy decides by size and by mark`(size: Int) throws {
        let text = String(repeating: "a", count: size)
        let isLarge = size > 2048
        var joins = try connection(Compression(policy: .joinsAndLargeMessages))
        #expect((joins.send(text)[0] == 0xC1) == isLarge)
        #expect(joins.send(text, .preferred)[0] == 0xC1)
        #expect(joins.send(text, .never)[0] == 0x81)
        var all = try connection(Compression(policy: .all))
        #expect(all.send(text)[0] == 0xC1)
        #expect(all.send(text, .never)[0] == 0x81)
        var off = MachineWithBuffer()
        #expect(off.send(text, .preferred)[0] == 0x81)
    }

    @Test(arguments: [Compression.Policy.joinsAndLargeMessages, .all])
    func `below the threshold nothing is compressed`(policy: Compression.Policy) throws {
        var connection = try connection(Compression(policy: policy, threshold: 1000, largeMessageSize: 10))
        #expect(connection.send(String(repeating: "a", count: 999), .preferred)[0] == 0x81)
        #expect(connection.send(String(repeating: "a", count: 1000))[0] == 0xC1)
    }
}
