import AsyncHTTPClient
import ClerkCore
import NIOCore
import NIOHTTP1

/// The calls to Clerk's backend API that this product makes.
struct BackendAPI: Sendable {
    enum Failure: Error, Hashable, Sendable {
        /// Not an identifier: nothing was asked.
        case invalidIdentifier
        case unreachable
        case redirected
        case status(Int)
    }

    let url: String
    let secretKey: SecretKey
    let client: HTTPClient

    static func request(_ url: String, secretKey: SecretKey) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "authorization", value: "Bearer \(secretKey.text)")
        request.headers.add(name: "clerk-api-version", value: "2026-05-12")
        request.headers.add(name: "user-agent", value: "clerk-live")
        return request
    }

    /// Ends a session at Clerk: no more tokens are minted for it.
    func revokeSession(_ id: String) async throws(Failure) {
        // It becomes part of a path, with the secret key attached.
        guard id.hasPrefix("sess_"), id.dropFirst(5).allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
            throw .invalidIdentifier
        }
        var request = Self.request("\(url)/v1/sessions/\(id)/revoke", secretKey: secretKey)
        request.method = .POST
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, timeout: .seconds(5))
        } catch {
            throw .unreachable
        }
        guard !response.wasRedirected else { throw .redirected }
        guard 200..<300 ~= response.status.code else { throw .status(Int(response.status.code)) }
    }
}

extension HTTPClientResponse {
    /// Whether the client followed a redirect: then somebody else may have answered.
    var wasRedirected: Bool { history.count > 1 }
}
