import ClerkDevelopment
import Foundation
import JWTKit
import Logging
import ServiceLifecycle
import Testing
import WireJSON

@Suite(
    "DevelopmentClerk · starts on this machine only, never beside live keys, and forgets nothing it was told to keep")
struct DevelopmentClerkTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func refusal(_ configuration: DevelopmentClerk.Configuration) async throws -> DevelopmentClerkError? {
        await #expect(throws: DevelopmentClerkError.self) {
            let clerk = try await DevelopmentClerk.start(configuration, logger: logger)
            await clerk.shutdown()
        }
    }

    // MARK: Starting

    @Test func `names the bound port in its keys and addresses`() async throws {
        try await withClerk { clerk in
            let host = try #require(clerk.frontendAPIURL.split(separator: "/").last)
            let key = try #require(Data(base64Encoded: String(clerk.publishableKey.dropFirst("pk_test_".count))))
            #expect(clerk.publishableKey.hasPrefix("pk_test_"))
            #expect(String(decoding: key, as: UTF8.self) == "\(host)$")
            #expect(host.hasPrefix("127.0.0.1:") && !host.hasSuffix(":0"))
            #expect(clerk.signInURL == clerk.frontendAPIURL + "/sign-in")
            #expect(clerk.secretKey.hasPrefix("sk_test_") && clerk.secretKey.count > 40)
        }
    }

    @Test func `has Ada and Alan by default, with the same identifiers on every start`() async throws {
        try await withClerk { clerk in
            #expect(clerk.users.map(\.email) == ["ada@example.com", "alan@example.com"])
            #expect(clerk.users.map(\.name) == ["Ada Lovelace", "Alan Turing"])
            #expect(clerk.users[0].id == DevelopmentClerk.User(email: "Ada@Example.com").id)
        }
    }

    @Test func `shows its users and no secret on the home page`() async throws {
        try await withClerk { clerk in
            let page = try await TestBrowser(clerk).send(.GET, "/")
            #expect(page.status == 200)
            #expect(page.text.contains("ada@example.com") && page.text.contains("clerk-live"))
            #expect(page.text.contains(clerk.publishableKey))
            #expect(!page.text.contains(clerk.secretKey))
        }
    }

    // MARK: Refusals

    @Test(arguments: ["0.0.0.0", "192.168.1.4", "example.com", "::1", "127.0.0.1.example.com", "127.1", ""])
    func `refuses a host that is not this machine`(host: String) async throws {
        let error = try await refusal(.init(host: host, port: 0, environment: [:]))
        #expect(error?.code == .notLoopback)
        #expect(error?.description.contains("127.0.0.1") == true)
    }

    @Test(arguments: [
        ("CLERK_SECRET_KEY", "sk_live_abc"), ("CLERK_PUBLISHABLE_KEY", "pk_live_abc"),
        ("CLERK_SECRET_KEY", " live_abc"),
    ])
    func `refuses to run beside a live key, without repeating it`(variable: String, key: String) async throws {
        let error = try await refusal(.init(port: 0, environment: [variable: key]))
        #expect(error?.code == .liveKey)
        #expect(error?.description.contains(variable) == true)
        #expect(error?.description.contains("abc") == false)
    }

    @Test func `runs beside test keys`() async throws {
        let environment = ["CLERK_SECRET_KEY": "sk_test_abc", "CLERK_PUBLISHABLE_KEY": "pk_test_abc"]
        try await withClerk(.init(port: 0, environment: environment)) { _ in }
    }

    @Test func `says which port is taken, in one sentence`() async throws {
        try await withClerk { clerk in
            let port = try #require(URL(string: clerk.frontendAPIURL)?.port)
            let error = try await refusal(.test(port: port))
            #expect(error?.code == .portInUse)
            #expect(error?.description.hasPrefix("Port \(port) is taken") == true)
            #expect(error?.description.contains("\n") == false)
        }
    }

    @Test(arguments: [-1, 65_536])
    func `refuses a port that is none`(port: Int) async throws {
        #expect(try await refusal(.test(port: port))?.code == .invalidPort)
    }

    // MARK: Stopping

    @Test func `stops answering after shutdown, also with open connections`() async throws {
        let clerk = try await DevelopmentClerk.start(.test(), logger: logger)
        #expect(try await TestBrowser(clerk).send(.GET, "/").status == 200)
        await clerk.shutdown()
        await clerk.shutdown()
        await #expect(throws: (any Error).self) { try await TestBrowser(clerk).send(.GET, "/") }
    }

    @Test func `runs as a service until graceful shutdown`() async throws {
        let clerk = try await DevelopmentClerk.start(.test(), logger: logger)
        let group = ServiceGroup(configuration: .init(services: [clerk], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            #expect(try await TestBrowser(clerk).send(.GET, "/").status == 200)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        await #expect(throws: (any Error).self) { try await TestBrowser(clerk).send(.GET, "/") }
    }

    @Test func `stops when the task that runs it is cancelled`() async throws {
        let clerk = try await DevelopmentClerk.start(.test(), logger: logger)
        let task = Task { try await clerk.run() }
        task.cancel()
        _ = await task.result
        await #expect(throws: (any Error).self) { try await TestBrowser(clerk).send(.GET, "/") }
    }

    // MARK: The state file

    @Test func `keeps key, secret, users and sessions over a restart`() async throws {
        try await withTemporaryFile { path in
            let first = try await DevelopmentClerk.start(.test(stateFile: path), logger: logger)
            let port = try #require(URL(string: first.frontendAPIURL)?.port)
            let browser = try await TestBrowser.fresh(first)
            let session = try #require(try await browser.signIn())
            let token = try #require(try await browser.token(session).json["jwt"]?.string)
            _ = try await TestBrowser.fresh(first).send(
                .POST, "/v1/client/sign_ups", form: ["email_address": "grace@example.com", "password": "compilers"])
            await first.shutdown()

            try await withClerk(.test(port: port, stateFile: path)) { second in
                #expect(second.secretKey == first.secretKey)
                #expect(second.publishableKey == first.publishableKey)
                #expect(second.users.map(\.email) == ["ada@example.com", "alan@example.com", "grace@example.com"])
                let keys = try await JWTKeyCollection.published(by: second)
                #expect(try await keys.verify(token, as: SessionPayload.self).sid == session)
                #expect(try await browser.token(session).status == 200)
                #expect(try await TestBrowser.fresh(second).signIn("grace@example.com", password: "compilers") != nil)
            }
        }
    }

    @Test func `writes the state file for its owner only, and no password into it`() async throws {
        try await withTemporaryFile { path in
            try await withClerk(.test(stateFile: path)) { _ in
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600)
                let text = try String(contentsOfFile: path, encoding: .utf8)
                #expect(text.contains("ada@example.com"))
                #expect(!text.contains("clerk-live"))
            }
        }
    }

    @Test(arguments: ["", "{}", "not json", #"{"version":2}"#])
    func `refuses a damaged state file and leaves it alone`(text: String) async throws {
        try await withTemporaryFile { path in
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            let error = try await refusal(.test(stateFile: path))
            #expect(error?.code == .stateFileCorrupt)
            #expect(error?.description.contains("delete it") == true)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }

    @Test func `says when the state file's folder is missing`() async throws {
        #expect(try await refusal(.test(stateFile: "/nowhere/at/all/state.json"))?.code == .stateFileUnusable)
    }

    // MARK: The clock

    @Test func `dates tokens by its own clock, which code and HTTP can move`() async throws {
        try await withClerk { clerk in
            let keys = try await JWTKeyCollection.published(by: clerk)
            let browser = try await TestBrowser.fresh(clerk)
            let session = try #require(try await browser.signIn())
            let token = { try #require(try await browser.token(session).json["jwt"]?.string) }
            let before = try await keys.verify(token(), as: SessionPayload.self).iat
            let answer = try await browser.send(.POST, "/dev/clock", json: ["offsetSeconds": 3600])
            #expect(answer.json["offsetSeconds"] == 3600)
            #expect(clerk.clockOffset == 3600)
            #expect(3600...3610 ~= (try await keys.verify(token(), as: SessionPayload.self).iat - before))
            clerk.clockOffset = 8 * 24 * 3600
            #expect(try await browser.token(session).errorCode == "authentication_invalid")
        }
    }

    @Test(arguments: ["soon", "", "99999999999999"])
    func `leaves the clock alone when asked for nonsense`(offset: String) async throws {
        try await withClerk { clerk in
            let answer = try await TestBrowser(clerk).send(.POST, "/dev/clock", form: ["offsetSeconds": offset])
            #expect(answer.status == 422)
            #expect(clerk.clockOffset == 0)
        }
    }
}
