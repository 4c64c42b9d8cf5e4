package import NIOCore

/// A client's end of a WebSocket (RFC 6455), with framing of its own and no opinion: it sends what it is told.
package final class WebSocketPeer: Sendable {
    package enum Incoming: Equatable, Sendable {
        case text(String)
        case binary(ByteBuffer)
        case compressedText(String)
        case pong(String)
        case close(Int?, reason: String)
    }

    /// RFC 6455 §1.3's own example of a key, and the answer to it.
    package static let key = "dGhlIHNhbXBsZSBub25jZQ=="
    package static let accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

    package let connection: PeerConnection

    package init(_ connection: PeerConnection) {
        self.connection = connection
    }

    /// The fields a browser opens a WebSocket with.
    package static func upgradeFields(host: String) -> [(String, String)] {
        [
            ("Host", host), ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", key),
        ]
    }

    // MARK: Sending

    package func send(text: String) async throws {
        try await connection.send(Self.frame(text: text))
    }

    package static func frame(text: String) -> ByteBuffer {
        frame(0x81, Array(text.utf8))
    }

    /// - Parameters:
    ///   - first: `FIN`, reserved bits and opcode, as they stand in the frame's first byte.
    ///   - isMasked: clients must.
    package static func frame(_ first: UInt8, _ payload: [UInt8] = [], isMasked: Bool = true) -> ByteBuffer {
        var frame = ByteBuffer(bytes: [first])
        let mask: UInt8 = isMasked ? 0x80 : 0
        switch payload.count {
        case ..<126: frame.writeInteger(mask | UInt8(payload.count))
        case ..<65536:
            frame.writeInteger(mask | 126)
            frame.writeInteger(UInt16(payload.count))
        default:
            frame.writeInteger(mask | 127)
            frame.writeInteger(UInt64(payload.count))
        }
        guard isMasked else {
            frame.writeBytes(payload)
            return frame
        }
        let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        frame.writeBytes(key)
        frame.writeBytes(payload.enumerated().map { $0.element ^ key[$0.offset % 4] })
        return frame
    }

    /// - Parameter code: `nil` for a Close frame without a body.
    package func close(_ code: UInt16? = 1000) async throws {
        try await connection.send(Self.frame(0x88, code.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } ?? []))
    }

    // MARK: Receiving

    package func receive() async throws -> Incoming {
        try await connection.read("frame") { bytes, _ in try Self.take(&bytes) }
    }

    private static func take(_ bytes: inout ByteBuffer) throws -> Incoming? {
        var rest = bytes
        guard let first: UInt8 = rest.readInteger(), let second: UInt8 = rest.readInteger() else { return nil }
        guard second & 0x80 == 0 else { throw PeerConnection.Failure("a server must not mask") }
        var length = Int(second)
        if second == 126 {
            guard let long: UInt16 = rest.readInteger() else { return nil }
            length = Int(long)
        } else if second == 127 {
            guard let long: UInt64 = rest.readInteger() else { return nil }
            length = Int(long)
        }
        guard var payload = rest.readSlice(length: length) else { return nil }
        bytes = rest
        switch first {
        case 0x81: return .text(String(buffer: payload))
        case 0x82: return .binary(payload)
        case 0xC1: return .compressedText(try Inflating.message(payload))
        case 0x8A: return .pong(String(buffer: payload))
        case 0x88:
            let code: UInt16? = payload.readInteger()
            return .close(code.map(Int.init), reason: String(buffer: payload))
        default: throw PeerConnection.Failure("an unexpected frame that begins with \(first)")
        }
    }

    /// Reads on to the server's Close frame, skipping messages, and to the end of the connection behind it.
    ///
    /// - Returns: the code.
    package func receiveClose() async throws -> Int? {
        while true {
            guard case .close(let code, _) = try await receive() else { continue }
            await connection.close()
            return code
        }
    }
}
