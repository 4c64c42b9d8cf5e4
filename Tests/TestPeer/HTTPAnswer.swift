package import NIOCore
package import WireJSON

/// A response of HTTP/1.1, as it came.
package struct HTTPAnswer: Sendable {
    package let status: Int
    package let fields: [(name: String, value: String)]
    package var body = ByteBuffer()

    package var text: String { String(buffer: body) }
    package var json: JSONValue? { try? JSONValue(parsing: body) }

    /// All values of a field, in order.
    package func values(_ name: String) -> [String] {
        fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    /// The value of a field that is there once.
    package subscript(name: String) -> String? {
        let values = values(name)
        return values.count == 1 ? values[0] : nil
    }

    /// The `Set-Cookie` line of the cookie called `name`.
    package func setCookie(_ name: String) -> String? {
        values("set-cookie").first { $0.hasPrefix(name + "=") }
    }

    /// All cookies that were set to something, as a browser sends them back.
    package var cookies: String {
        values("set-cookie").map { String($0.prefix { $0 != ";" }) }.filter { !$0.hasSuffix("=") }.joined(
            separator: "; ")
    }
}

extension PeerConnection {
    /// Sends a request, and nothing else that the fields given do not say.
    package func send(
        _ method: String, _ target: String, _ fields: [(String, String)], body: String? = nil
    ) async throws {
        try await send(Self.request(method, target, fields, body: body))
    }

    package static func request(
        _ method: String, _ target: String, _ fields: [(String, String)], body: String? = nil
    ) -> ByteBuffer {
        var lines = ["\(method) \(target) HTTP/1.1"] + fields.map { "\($0): \($1)" }
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        return ByteBuffer(string: lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
    }

    /// Reads one response, with its body.
    package func readAnswer() async throws -> HTTPAnswer {
        var answer = try await read("head of a response") { bytes, _ in try Self.takeHead(&bytes) }
        answer.body = try await readBody(of: answer)
        return answer
    }

    private static func takeHead(_ bytes: inout ByteBuffer) throws -> HTTPAnswer? {
        let view = bytes.readableBytesView
        guard let end = view.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: view[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = lines[0].split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw Failure("not a response: \(lines[0])")
        }
        bytes.moveReaderIndex(to: end.upperBound)
        let fields = try lines.dropFirst().map { line in
            guard let colon = line.firstIndex(of: ":") else { throw Failure("not a field: \(line)") }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (name: String(line[..<colon]), value: String(value))
        }
        return HTTPAnswer(status: status, fields: fields)
    }

    private func readBody(of answer: HTTPAnswer) async throws -> ByteBuffer {
        if 100..<200 ~= answer.status || [204, 304].contains(answer.status) { return ByteBuffer() }
        guard answer["transfer-encoding"] == nil else { throw Failure("no chunks are expected here") }
        guard let length = answer["content-length"].flatMap({ Int($0) }) else { return try await readToEnd() }
        return try await read("body of \(length) bytes") { bytes, _ in bytes.readSlice(length: length) }
    }
}
