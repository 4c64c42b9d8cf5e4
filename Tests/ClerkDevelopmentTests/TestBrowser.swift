import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import WireJSON

@testable import ClerkDevelopment

/// An answer, as the tests look at it.
struct TestResponse: Sendable {
    let status: Int
    let headers: [(name: String, value: String)]
    let text: String

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    var json: JSONValue { (try? JSONValue(parsing: text)) ?? .null }
    var errorCode: String? { json["errors"]?.array?.first?["code"]?.string }
}

/// Speaks HTTP to an instance as a browser, or a server, would. Shares no code with it; follows no redirect.
struct TestBrowser: Sendable {
    enum Method: String {
        case GET, POST, DELETE, OPTIONS
    }

    // Never shut down: it ends with the process.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // A port nobody listens on is an answer here.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    let base: String
    var origin: String? = "http://localhost:8080"
    var devBrowser: String?
    var headers: [(String, String)] = []

    init(_ clerk: DevelopmentClerk) {
        base = clerk.frontendAPIURL
    }

    func send(_ method: Method, _ path: String, form: [String: String]? = nil, json: JSONValue? = nil) async throws
        -> TestResponse
    {
        var request = HTTPClientRequest(url: base + path + devBrowserParameter(path))
        request.method = .RAW(value: method.rawValue)
        if let origin { request.headers.add(name: "Origin", value: origin) }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let form {
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: Self.encode(form)))
        }
        if let json {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(json.serialized())
        }
        let response = try await Self.client.execute(request, timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 1 << 20)
        return TestResponse(
            status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
            text: String(buffer: body))
    }

    private func devBrowserParameter(_ path: String) -> String {
        guard let devBrowser else { return "" }
        return (path.contains("?") ? "&" : "?") + "__clerk_db_jwt=\(devBrowser)"
    }

    static func encode(_ form: [String: String]) -> String {
        form.map { "\(escape($0))=\(escape($1))" }.joined(separator: "&")
    }

    static func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

extension TestBrowser {
    /// A browser with a token of its own.
    static func fresh(_ clerk: DevelopmentClerk) async throws -> TestBrowser {
        var browser = TestBrowser(clerk)
        browser.devBrowser = try await browser.send(.POST, "/v1/dev_browser").json["id"]?.string
        return browser
    }

    /// Signs in and gives the new session's id.
    func signIn(_ email: String = "ada@example.com", password: String = "clerk-live") async throws -> String? {
        let answer = try await send(.POST, "/v1/client/sign_ins", form: ["identifier": email, "password": password])
        return answer.json["response"]?["created_session_id"]?.string
    }

    func token(_ session: String) async throws -> TestResponse {
        try await send(.POST, "/v1/client/sessions/\(session)/tokens")
    }

    /// A server with the instance's secret key.
    static func backend(_ clerk: DevelopmentClerk) -> TestBrowser {
        var browser = TestBrowser(clerk)
        browser.origin = nil
        browser.headers = [("Authorization", "Bearer \(clerk.secretKey)")]
        return browser
    }
}

extension DevelopmentClerk.Configuration {
    private static let sharedKey = try? SigningKey(identifier: "").pem

    /// Any free port, memory only, and an environment without keys.
    static func test(port: Int = 0, stateFile: String? = nil) -> Self {
        var configuration = Self(port: port, stateFile: stateFile, environment: [:])
        configuration.signingKey = sharedKey
        return configuration
    }
}

/// Runs `body` with an instance, and ends the instance.
func withClerk(
    _ configuration: DevelopmentClerk.Configuration = .test(), _ body: (DevelopmentClerk) async throws -> Void
) async throws {
    let clerk = try await DevelopmentClerk.start(
        configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    do {
        try await body(clerk)
    } catch {
        await clerk.shutdown()
        throw error
    }
    await clerk.shutdown()
}

/// A path in a new folder, which is removed afterwards.
func withTemporaryFile(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "clerk-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.appending(path: "state.json").path)
}
