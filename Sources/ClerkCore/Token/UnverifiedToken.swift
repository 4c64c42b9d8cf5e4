import WireJSON

/// A token that has the shape of a JWT, and nothing proven about it.
///
/// Everything in it was chosen by whoever sent it: it may select a path, never grant anything.
public struct UnverifiedToken: Sendable, Redacted {
    /// Clerk's tokens travel in a cookie of at most 4 KB; a longer text is refused unread.
    public static let maximumBytes = 8 * 1024

    let text: String
    let carrier: TokenCarrier
    let header: TokenHeader
    let claims: [String: JSONValue]
    let signature: [UInt8]
    /// Bytes of `text` before the second dot: what is signed (RFC 7515 §5.1).
    let signedCount: Int

    /// Splits and decodes `text` (RFC 7515 §7.1): three parts of strict base64url, the first two JSON objects.
    ///
    /// - Throws: `token-invalid`.
    init(_ text: String, carrier: TokenCarrier) throws(TokenRejection) {
        guard text.utf8.count <= Self.maximumBytes, let parts = Self.parse(text) else {
            throw TokenRejection(.invalid, carrier)
        }
        self.text = text
        self.carrier = carrier
        header = parts.header
        claims = parts.claims
        signature = parts.signature
        signedCount = parts.signedCount
    }

    /// The text's claims, for the choice between two cookies; nil when it does not decode.
    static func claims(in text: String) -> [String: JSONValue]? {
        text.utf8.count <= maximumBytes ? parse(text)?.claims : nil
    }

    private struct Parts {
        let header: TokenHeader
        let claims: [String: JSONValue]
        let signature: [UInt8]
        let signedCount: Int
    }

    private static func parse(_ text: String) -> Parts? {
        var text = text
        return text.withUTF8 { bytes in
            guard let firstDot = bytes.firstIndex(of: dot),
                let secondDot = bytes[(firstDot + 1)...].firstIndex(of: dot),
                // A third dot is in no alphabet, so this also refuses a fourth part.
                let signature = Base64.decode(UnsafeBufferPointer(rebasing: bytes[(secondDot + 1)...]), .url),
                let header = header(UnsafeBufferPointer(rebasing: bytes[..<firstDot])),
                let claims = claims(UnsafeBufferPointer(rebasing: bytes[(firstDot + 1)..<secondDot]))
            else { return nil }
            return Parts(header: header, claims: claims, signature: signature, signedCount: secondDot)
        }
    }

    private static func header(_ encoded: UnsafeBufferPointer<UInt8>) -> TokenHeader? {
        var header = TokenHeader()
        return readObject(encoded, { header.read($0, $1) }) ? header : nil
    }

    private static func claims(_ encoded: UnsafeBufferPointer<UInt8>) -> [String: JSONValue]? {
        // As many as are usual: a dictionary that need not grow is a tenth of the cost of decoding.
        var claims = [String: JSONValue](minimumCapacity: 24)
        return readObject(encoded, { claims[$0] = $1 }) ? claims : nil
    }

    /// Gives every member of a base64url-encoded JSON object to `body`, in order; of repeated names the last one
    /// counts.
    private static func readObject(_ encoded: UnsafeBufferPointer<UInt8>, _ body: (String, JSONValue) -> Void) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: encoded.count / 4 * 3 + 2) { buffer in
            guard let count = Base64.decode(encoded, .url, into: buffer) else { return false }
            var parser = JSONParser(UnsafeBufferPointer(rebasing: buffer[..<count]))
            return (try? readMembers(&parser, body)) != nil
        }
    }

    private static func readMembers(
        _ parser: inout JSONParser, _ body: (String, JSONValue) -> Void
    ) throws(JSONError) {
        try parser.expect(UInt8(ascii: "{"))
        var isFirst = true
        while try parser.peek() != UInt8(ascii: "}") {
            if !isFirst { try parser.expect(UInt8(ascii: ",")) }
            isFirst = false
            let name = try parser.string()
            try parser.expect(UInt8(ascii: ":"))
            body(name, try parser.value())
        }
        try parser.expect(UInt8(ascii: "}"))
        try parser.end()
    }

    private static let dot = UInt8(ascii: ".")
}
