import Crypto

/// The proof that a server read the request as a WebSocket upgrade.
///
/// - SeeAlso: RFC 6455 §1.3, §4.2.2. SHA-1 is used as the protocol says; nothing is kept secret by it.
enum AcceptKey {
    /// Whether the value of `Sec-WebSocket-Key` is 16 bytes of base64 (§4.2.1): 22 digits and two signs of padding.
    static func isValid(_ key: Substring) -> Bool {
        let bytes = Array(key.utf8)
        guard bytes.count == 24, bytes[22...] == [UInt8(ascii: "="), UInt8(ascii: "=")] else { return false }
        return bytes[..<22].allSatisfy(digits.contains)
    }

    /// The value of `Sec-WebSocket-Accept` that answers the key.
    static func accept(for key: Substring) -> String {
        var hash = Insecure.SHA1()
        for part in [String(key), "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"] {
            var part = part
            part.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }
        return base64(Array(hash.finalize()))
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// - SeeAlso: RFC 4648 §4.
    private static func base64(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for digit in 0...3 {
                let isPadding = digit > group.count
                text.append(isPadding ? UInt8(ascii: "=") : digits[Int(bits >> UInt32(18 - 6 * digit) & 0x3F)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
