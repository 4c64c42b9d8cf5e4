import AsyncHTTPClient
import ClerkDevelopment
import ClerkLive
import Crypto
import CryptoExtras
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import TestPeer

/// Runs `body` with a Clerk instance of its own, which answers before `body` begins.
func withDevelopmentClerk(_ body: @Sendable (DevelopmentClerk) async throws -> Void) async throws {
    let development = try await DevelopmentClerk.start(
        .test, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let outcome = await Result { try await body(development) }
    await development.shutdown()
    try outcome.get()
}

extension DevelopmentClerk.Configuration {
    /// Any free port, memory only, and one key for all instances: making one takes long.
    static var test: Self {
        var configuration = Self(port: 0, environment: [:])
        configuration.signingKey = TestKey.pem
        return configuration
    }
}

extension ClerkConfiguration {
    /// As the demo has it, with one origin.
    static func test(_ development: DevelopmentClerk) throws -> ClerkConfiguration {
        var configuration = ClerkConfiguration(
            publishableKey: try PublishableKey(development.publishableKey), secretKey: SecretKey(development.secretKey))
        configuration.apiURL = development.frontendAPIURL
        configuration.authorizedParties = ["http://" + TestApplication.host]
        return configuration
    }
}

/// The key that all instances of these tests sign with, so that tests can sign what an instance never would.
enum TestKey {
    private static let key = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    static var pem: String? { try? key.get().pemRepresentation }

    /// A token whose signature is right, whatever it says.
    static func sign(header: JSONValue, claims: JSONValue) throws -> String {
        let text = [header, claims].map { encode(Array($0.serialized().readableBytesView)) }.joined(separator: ".")
        let signature = try key.get().signature(for: SHA256.hash(data: Data(text.utf8)), padding: .insecurePKCS1v1_5)
        return text + "." + encode(Array(signature.rawRepresentation))
    }

    private static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

enum WebClient {
    // Never shut down: it ends with the process.
    static let shared: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // A port nobody listens on is an answer here.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// - Returns: the status and the body as JSON.
    static func send(
        _ method: String, _ url: String, headers: [(String, String)] = [], form: String? = nil
    ) async throws -> (status: Int, json: JSONValue?) {
        var request = HTTPClientRequest(url: url)
        request.method = .RAW(value: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let form {
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        let response = try await shared.execute(request, timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 1 << 20)
        return (Int(response.status.code), try? JSONValue(parsing: body))
    }
}

/// One device of one person, signed in at Clerk over its frontend API.
struct Device: Sendable {
    let development: DevelopmentClerk
    let sessionID: String
    private let devBrowser: String

    static func signedIn(_ email: String = "ada@example.com", at development: DevelopmentClerk) async throws -> Device {
        let url = development.frontendAPIURL
        guard
            let browser = try await WebClient.send("POST", url + "/v1/dev_browser").json?["id"]?.string,
            let session = try await WebClient.send(
                "POST", url + "/v1/client/sign_ins?__clerk_db_jwt=\(browser)",
                form: "identifier=\(email)&password=clerk-live"
            ).json?["response"]?["created_session_id"]?.string
        else { throw PeerConnection.Failure("not signed in at Clerk") }
        return Device(development: development, sessionID: session, devBrowser: browser)
    }

    /// A fresh session token; `nil` if Clerk mints none.
    func mint(origin: String = "http://" + TestApplication.host) async throws -> String? {
        try await WebClient.send(
            "POST", development.frontendAPIURL + "/v1/client/sessions/\(sessionID)/tokens?__clerk_db_jwt=\(devBrowser)",
            headers: [("Origin", origin)]
        ).json?["jwt"]?.string
    }

    func token(origin: String = "http://" + TestApplication.host) async throws -> String {
        guard let token = try await mint(origin: origin) else { throw PeerConnection.Failure("no token") }
        return token
    }

    /// The cookies Clerk.js keeps for the application's pages.
    func cookies() async throws -> String {
        "__session=\(try await token()); __client_uat=1"
    }
}

extension TestApplication {
    func device(_ email: String = "ada@example.com") async throws -> Device {
        try await Device.signedIn(email, at: development)
    }

    var ada: DevelopmentClerk.User { development.users[0] }
    var alan: DevelopmentClerk.User { development.users[1] }
}
