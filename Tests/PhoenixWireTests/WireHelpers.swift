import NIOCore
import PhoenixWire
import SeededRandomness
import WireJSON

/// Messages as a client writes them, and as it reads ours: by hand, sharing no code with the serializer.
enum Client {
    static func text(
        _ joinRef: String?, _ ref: String?, _ topic: String, _ event: String, _ payload: JSONValue = [:]
    ) -> ByteBuffer {
        let headers: [JSONValue] = [string(joinRef), string(ref), .string(topic), .string(event)]
        return JSONValue.array(headers + [payload]).serialized()
    }

    static func binary(
        _ joinRef: String?, _ ref: String?, _ topic: String, _ event: String, _ data: [UInt8]
    ) -> ByteBuffer {
        let headers = [joinRef ?? "", ref ?? "", topic, event].map { Array($0.utf8) }
        return ByteBuffer(bytes: [0] + headers.map { UInt8($0.count) } + headers.joined() + data)
    }

    private static func string(_ value: String?) -> JSONValue {
        value.map { .string($0) } ?? .null
    }
}

extension Message {
    /// As `Serializer` decodes `text`, or a message that no expectation expects.
    init(_ text: String) throws {
        self = try Serializer.decode(text: ByteBuffer(string: text))
    }
}

/// What `write` appends, parsed: the order of members says nothing.
func written(_ write: (inout ByteBuffer) -> Void) throws -> JSONValue {
    var buffer = ByteBuffer()
    write(&buffer)
    return try JSONValue(parsing: buffer)
}

extension SeededGenerator {
    mutating func text(of alphabet: String, upTo length: Int) -> String {
        let scalars = Array(alphabet.unicodeScalars)
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...length, using: &self) { text.append(scalars.randomElement(using: &self)!) }
        return String(text)
    }
}
