import AsyncHTTPClient
import ClerkCore
import HTTPTypes
import NIOCore
import NIOHTTP1
import WireJSON

/// The calls to Clerk's backend API that this product makes.
///
/// None of them is repeated here: they stand in a visitor's way, who would rather be told.
///
/// - SeeAlso: Clerk's backend API reference, version 2026-05-12.
struct BackendAPI: Sendable {
    enum Failure: Error, Hashable, Sendable {
        /// Not an identifier: nothing was asked.
        case invalidIdentifier
        case unreachable
        case redirected
        /// - Parameter code: the first of the answer's error codes.
        case status(Int, code: String?)
        /// An answer of another shape, or past ``maximumResponseBytes``.
        case unexpectedAnswer
    }

    /// A handshake's cookies are a few kilobytes.
    static let maximumResponseBytes = 256 * 1024

    let url: String
    let secretKey: SecretKey
    let client: HTTPClient

    static func request(_ url: String, secretKey: SecretKey) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "authorization", value: "Bearer \(secretKey.text)")
        request.headers.add(name: "clerk-api-version", value: ClerkConfiguration.apiVersion)
        request.headers.add(name: "user-agent", value: "clerk-live")
        return request
    }

    /// Ends a session at Clerk: no more tokens are minted for it.
    func revokeSession(_ id: String) async throws(Failure) {
        guard ClerkIdentifier.isSession(id) else { throw .invalidIdentifier }
        _ = try await call(.POST, "/sessions/\(id)/revoke")
    }

    /// The cookies behind the nonce that a handshake came back with.
    func handshakePayload(nonce: String) async throws(Failure) -> [SetCookie] {
        // It is the visitor's to choose: nothing but a nonce is asked for.
        guard 1...512 ~= nonce.utf8.count else { throw .invalidIdentifier }
        let answer = try await call(.GET, "/clients/handshake_payload?\(FormEncoding.query([("nonce", nonce)]))")
        return try Self.cookies(answer["directives"])
    }

    /// A fresh session for an expired one, as the cookies that hold it.
    ///
    /// - Parameter fields: of the visitor's request. Neither cookies nor authorisation are passed on.
    func refresh(_ refresh: RefreshRequest, fields: HTTPFields) async throws(Failure) -> [SetCookie] {
        var passedOn: [String: JSONValue] = [:]
        for field in fields where ![.cookie, .authorization, .proxyAuthorization].contains(field.name) {
            passedOn[field.name.canonicalName] = .array(fields[values: field.name].map(JSONValue.string))
        }
        let answer = try await call(
            .POST, "/sessions/\(refresh.sessionID)/refresh?suffixed_cookies=\(refresh.usesSuffix)",
            body: [
                "format": "cookie", "expired_token": .string(refresh.expiredToken),
                "refresh_token": .string(refresh.refreshToken), "request_origin": .string(refresh.origin),
                "request_headers": .object(passedOn),
            ], timeout: .seconds(3))
        return try Self.cookies(answer["cookies"])
    }

    private static func cookies(_ value: JSONValue?) throws(Failure) -> [SetCookie] {
        guard let lines = value?.array else { throw .unexpectedAnswer }
        var cookies: [SetCookie] = []
        for line in lines {
            guard let cookie = line.string.flatMap({ SetCookie($0) }) else { throw .unexpectedAnswer }
            cookies.append(cookie)
        }
        return cookies
    }

    private func call(
        _ method: HTTPMethod, _ path: String, body: JSONValue? = nil, timeout: TimeAmount = .seconds(5)
    ) async throws(Failure) -> JSONValue {
        var request = Self.request("\(url)/v1\(path)", secretKey: secretKey)
        request.method = method
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(body.serialized())
        }
        let response: HTTPClientResponse
        let bytes: ByteBuffer
        do {
            response = try await client.execute(request, timeout: timeout)
            bytes = try await response.body.collect(upTo: Self.maximumResponseBytes)
        } catch is NIOTooManyBytesError {
            throw .unexpectedAnswer
        } catch {
            throw .unreachable
        }
        guard !response.wasRedirected else { throw .redirected }
        let answer = try? JSONValue(parsing: bytes)
        guard 200..<300 ~= response.status.code else {
            throw .status(Int(response.status.code), code: answer?["errors"]?.array?.first?["code"]?.string)
        }
        guard let answer else { throw .unexpectedAnswer }
        return answer
    }
}

extension HTTPClientResponse {
    /// Whether the client followed a redirect: then somebody else may have answered.
    var wasRedirected: Bool { history.count > 1 }
}
