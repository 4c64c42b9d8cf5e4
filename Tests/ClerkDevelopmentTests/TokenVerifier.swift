import ClerkDevelopment
import JWTKit

/// What JWTKit reads in a session token. An independent implementation: the instance shares no code with it.
struct SessionPayload: JWTPayload, Equatable {
    let iss: String
    let sub: String
    let sid: String
    let azp: String?
    let iat: Int
    let exp: Int
    let nbf: Int
    let jti: String
    let fva: [Int]
    let sts: String
    let v: Int
    let email: String
    let name: String
    let given_name: String
    let family_name: String
    let picture: String

    func verify(using algorithm: some JWTAlgorithm) throws {}
}

struct HandshakePayload: JWTPayload {
    let handshake: [String]

    func verify(using algorithm: some JWTAlgorithm) throws {}
}

extension JWTKeyCollection {
    /// The keys an instance publishes.
    static func published(by clerk: DevelopmentClerk) async throws -> JWTKeyCollection {
        var browser = TestBrowser(clerk)
        browser.origin = nil
        return try await JWTKeyCollection().add(jwksJSON: browser.send(.GET, "/.well-known/jwks.json").text)
    }
}
