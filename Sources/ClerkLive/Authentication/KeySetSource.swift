import AsyncHTTPClient
import ClerkCore
import NIOCore
import NIOHTTP1

/// Where an instance's keys come from.
enum KeySetSource: Sendable {
    /// Configured: no network at all.
    case fixed(KeySet)
    case remote(@Sendable () async throws(KeySetError) -> KeySet)

    /// The configured key, else the backend API with the secret key, else the frontend API, whose key set is public.
    init(_ configuration: ClerkConfiguration, client: HTTPClient) {
        if let key = configuration.jwtKey {
            self = .fixed(KeySet(key))
            return
        }
        var request: HTTPClientRequest
        if let secretKey = configuration.secretKey {
            request = BackendAPI.request("\(configuration.apiURL)/v1/jwks", secretKey: secretKey)
        } else {
            request = HTTPClientRequest(url: "\(configuration.frontendAPIURL)/.well-known/jwks.json")
        }
        let prepared = request
        self = .remote { () async throws(KeySetError) in
            do {
                let response = try await client.execute(prepared, timeout: .seconds(5))
                guard !response.wasRedirected else { throw KeySetError.remoteFailedToLoad }
                let body = try await response.body.collect(upTo: KeySet.maximumResponseBytes)
                return try KeySet(status: Int(response.status.code), body: Array(body.readableBytesView))
            } catch let error as KeySetError {
                throw error
            } catch {
                throw .remoteFailedToLoad
            }
        }
    }
}
