import AsyncHTTPClient
import ClerkDevelopment
import ClerkLive
import HTTPTypes
import Hummingbird
import Synchronization
import TestPeer
import Testing

@Suite("KeySetProvider · one fetch for all who wait, and no stranger can cause another")
struct KeySetProviderTests {
    /// Stands between application and Clerk, and counts.
    private final class Backend: Sendable {
        struct Reply: Sendable {
            var status = HTTPResponse.Status.ok
            var body: String
        }

        private let state: Mutex<(reply: Reply, count: Int)>

        init(_ reply: Reply) { state = Mutex((reply, 0)) }

        var count: Int { state.withLock { $0.count } }

        var router: Router<BasicRequestContext> {
            let router = Router()
            router.get("/v1/jwks") { _, _ in
                let reply = self.state.withLock { state in
                    state.count += 1
                    return state.reply
                }
                return Response(
                    status: reply.status, headers: [.contentType: "application/json"],
                    body: ResponseBody(byteBuffer: .init(string: reply.body)))
            }
            return router
        }
    }

    /// Runs `body` with an instance whose keys come from `backend`.
    private func with(
        _ reply: Backend.Reply?, _ body: @Sendable (Clerk, Backend, DevelopmentClerk) async throws -> Void
    ) async throws {
        try await withDevelopmentClerk { development in
            let keys = try await WebClient.send("GET", development.frontendAPIURL + "/.well-known/jwks.json").json
            let backend = Backend(reply ?? .init(body: String(buffer: keys?.serialized() ?? .init())))
            try await serve(backend.router, logger: TestLog().logger) { port in
                var configuration = try ClerkConfiguration.test(development)
                configuration.apiURL = "http://127.0.0.1:\(port)"
                let clerk = try Clerk(configuration, httpClient: WebClient.shared, logger: TestLog().logger)
                try await body(clerk, backend, development)
            }
        }
    }

    private static func state(_ clerk: Clerk, _ token: String) async -> AuthenticationState {
        await clerk.authenticationState(
            of: HTTPRequest(
                method: .get, scheme: "http", authority: TestApplication.host, path: "/",
                headerFields: [.authorization: "Bearer \(token)"]))
    }

    @Test func `many first requests cause one fetch`() async throws {
        try await with(nil) { clerk, backend, development in
            let device = try await Device.signedIn(at: development)
            let token = try await device.token()
            let signedIn = await withTaskGroup(of: Bool.self) { tasks in
                for _ in 1...100 { tasks.addTask { await Self.state(clerk, token).session != nil } }
                return await tasks.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(signedIn == 100)
            #expect(backend.count == 1)
        }
    }

    @Test func `tokens with invented key names cause none`() async throws {
        try await with(nil) { clerk, backend, development in
            let device = try await Device.signedIn(at: development)
            #expect(await Self.state(clerk, try await device.token()).session != nil)
            for number in 1...50 {
                let token = try TestKey.sign(
                    header: ["alg": "RS256", "kid": .string("ins_\(number)"), "cat": "cl_B7d4PD111AAA"],
                    claims: ["sub": "user_1"])
                guard case .signedOut(let reason) = await Self.state(clerk, token) else {
                    Issue.record("signed in with an unknown key")
                    return
                }
                #expect(reason.code == "jwk-kid-mismatch")
            }
            #expect(backend.count == 1)
            #expect(await Self.state(clerk, try await device.token()).session != nil)
        }
    }

    @Test(arguments: [
        (HTTPResponse.Status.internalServerError, "{}", "jwk-remote-failed-to-load"),
        (.unauthorized, #"{"errors":[{"code":"clerk_key_invalid"}]}"#, "secret-key-invalid"),
        (.ok, "<html>", "jwk-remote-invalid"), (.ok, #"{"keys":[]}"#, "jwk-remote-missing"),
    ])
    func `without keys everybody is signed out, and Clerk is not asked again at once`(
        status: HTTPResponse.Status, body: String, reason: String
    ) async throws {
        try await with(.init(status: status, body: body)) { clerk, backend, development in
            let token = try await Device.signedIn(at: development).token()
            for _ in 1...5 {
                guard case .signedOut(let why) = await Self.state(clerk, token) else {
                    Issue.record("signed in without keys")
                    return
                }
                #expect(why.code == reason)
            }
            #expect(backend.count == 1)
        }
    }

    @Test func `with nobody at the address everybody is signed out`() async throws {
        try await withDevelopmentClerk { development in
            let log = TestLog()
            let token = try await Device.signedIn(at: development).token()
            var configuration = try ClerkConfiguration.test(development)
            configuration.apiURL = "http://127.0.0.1:9"
            let clerk = try Clerk(configuration, httpClient: WebClient.shared, logger: log.logger)
            #expect(
                await Self.state(clerk, token)
                    == .signedOut(SignedOutReason(.init(.remoteFailedToLoad, carrier: .header))))
            #expect(log.reasons == ["jwk-remote-failed-to-load", "jwk-remote-failed-to-load (header)"])
            #expect(!log.text.contains(development.secretKey))
        }
    }

    @Test(arguments: [WebClient.shared, .shared])
    func `keys from elsewhere are nobody's: a redirect is not followed`(client: HTTPClient) async throws {
        try await withDevelopmentClerk { development in
            let router = Router()
            router.get("/v1/jwks") { _, _ in
                Response(status: .found, headers: [.location: development.frontendAPIURL + "/.well-known/jwks.json"])
            }
            try await serve(router, logger: TestLog().logger) { port in
                var configuration = try ClerkConfiguration.test(development)
                configuration.apiURL = "http://127.0.0.1:\(port)"
                let clerk = try Clerk(configuration, httpClient: client, logger: TestLog().logger)
                let state = await Self.state(clerk, try await Device.signedIn(at: development).token())
                #expect(state == .signedOut(SignedOutReason(.init(.remoteFailedToLoad, carrier: .header))))
            }
        }
    }

    @Test func `without a secret key the public key set serves`() async throws {
        try await withDevelopmentClerk { development in
            var configuration = try ClerkConfiguration.test(development)
            configuration.secretKey = nil
            configuration.apiURL = "http://127.0.0.1:9"
            let clerk = try Clerk(configuration, httpClient: WebClient.shared, logger: TestLog().logger)
            let token = try await Device.signedIn(at: development).token()
            #expect(await Self.state(clerk, token).session?.userID == development.users[0].id)
        }
    }
}
