import HTTPTypes
import Hummingbird
import NIOCore
import WireJSON

/// Named text values, from a query or a body. The first of repeated names wins.
struct FormParameters: Sendable {
    /// A body longer than this is refused; no form of ours comes near it.
    static let maximumBodySize = 64 * 1024

    private let values: [String: String]

    private init(values: [String: String]) {
        self.values = values
    }

    /// `application/x-www-form-urlencoded` text. Malformed escapes stay as they are, as browsers read them.
    init(formEncoded text: some StringProtocol) {
        values = Dictionary(
            text.split(separator: "&").map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (Self.decode(parts[0]), parts.count > 1 ? Self.decode(parts[1]) : "")
            }
        ) { first, _ in first }
    }

    /// A body, as a form or as a JSON object by its content type. Clerk's browser client sends forms.
    init(body: ByteBuffer, contentType: String?) throws(ClerkAPIError) {
        guard contentType?.lowercased().hasPrefix("application/json") == true else {
            self.init(formEncoded: String(buffer: body))
            return
        }
        guard let members = (try? JSONValue(parsing: body))?.object else { throw .bodyInvalid }
        self.init(values: members.compactMapValues { value in value.string ?? value.integer.map(String.init) })
    }

    /// `nil` if the name is missing or its value is empty.
    subscript(name: String) -> String? {
        guard let value = values[name], !value.isEmpty else { return nil }
        return value
    }

    private static func decode(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        let utf8 = Array(text.utf8)
        var index = 0
        while index < utf8.count {
            if utf8[index] == UInt8(ascii: "%"), index + 2 < utf8.count,
                let high = Character(Unicode.Scalar(utf8[index + 1])).hexDigitValue,
                let low = Character(Unicode.Scalar(utf8[index + 2])).hexDigitValue
            {
                bytes.append(UInt8(high << 4 | low))
                index += 3
            } else {
                bytes.append(utf8[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : utf8[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Request {
    var query: FormParameters { FormParameters(formEncoded: uri.query ?? "") }

    func form() async throws -> FormParameters {
        let body: ByteBuffer
        do {
            body = try await self.body.collect(upTo: FormParameters.maximumBodySize)
        } catch {
            throw ClerkAPIError.bodyInvalid
        }
        return try FormParameters(body: body, contentType: headers[.contentType])
    }
}
