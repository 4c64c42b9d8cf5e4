import ClerkDevelopment
import ClerkLive
import Crypto
import Foundation
import Synchronization
import TestPeer
import Testing

@Suite("WebhookRoute · what happened at Clerk happens here, once")
struct WebhookRouteTests {
    private static let secret = "whsec_dGVzdF9zaWduaW5nX3NlY3JldF8zMl9jaGFyc19sb25n"

    /// A delivery as Clerk signs it, by code of the test's own.
    private struct Delivery {
        var id = "msg_1"
        let body: String

        init(_ type: String, _ data: String, at moment: Date, instance: String = "ins_1") {
            let milliseconds = Int(moment.timeIntervalSince1970 * 1000)
            body =
                #"{"data":\#(data),"object":"event","timestamp":\#(milliseconds),"type":"\#(type)","instance_id":"\#(instance)"}"#
        }

        func send(to application: TestApplication, signedWith secret: String = secret) async throws -> HTTPAnswer {
            let timestamp = String(Int(application.clock.now.timeIntervalSince1970))
            let key = SymmetricKey(data: Data(base64Encoded: String(secret.dropFirst(6))) ?? Data())
            let code = HMAC<SHA256>.authenticationCode(for: Data("\(id).\(timestamp).\(body)".utf8), using: key)
            return try await application.browser.send(
                "POST", "/clerk/webhooks",
                [
                    ("svix-id", id), ("svix-timestamp", timestamp),
                    ("svix-signature", "v1," + Data(code).base64EncodedString()), ("content-type", "application/json"),
                ], body: body)
        }
    }

    private func options(
        store: (any ClerkStore)? = nil, onWebhook: @escaping @Sendable (WebhookEvent) async throws -> Void = { _ in }
    ) -> TestApplication.Options {
        TestApplication.Options(
            store: store, configure: { $0.webhookSecrets = [WebhookSecret(Self.secret)].compactMap(\.self) },
            onWebhook: onWebhook)
    }

    @Test func `an ended session ends its pages, and no other`() async throws {
        try await TestApplication.run(options()) { application in
            let (laptop, phone) = try await (application.device(), application.device())
            let (ended, open) = try await (application.open(by: laptop), application.open(by: phone))
            let delivery = Delivery("session.removed", #"{"id":"\#(laptop.sessionID)"}"#, at: application.clock.now)
            #expect(try await delivery.send(to: application).status == 204)
            try await ended.expectSignedOut()
            #expect(try await open.click() == "1")
            let refused = try await application.browser.get("/members/who", cookies: laptop.cookies())
            #expect(refused["x-clerk-auth-reason"] == "session-revoked")
        }
    }

    @Test(arguments: ["user.deleted", "user.updated"])
    func `a user who is deleted or banned is signed out everywhere`(_ type: String) async throws {
        try await TestApplication.run(options()) { application in
            let pages = try await [
                application.open(by: application.device()), application.open(by: application.device()),
            ]
            let alan = try await application.open(by: application.device("alan@example.com"))
            let data = #"{"id":"\#(application.ada.id)","banned":true,"deleted":true}"#
            application.clock.advance(by: 1)
            #expect(try await Delivery(type, data, at: application.clock.now).send(to: application).status == 204)
            for page in pages { try await page.expectSignedOut() }
            #expect(try await alan.click() == "1")
        }
    }

    @Test func `an event that arrives late does not touch who signed in since`() async throws {
        try await TestApplication.run(options()) { application in
            let open = try await application.open(by: application.device())
            let past = application.clock.now.addingTimeInterval(-3600)
            let data = #"{"id":"\#(application.ada.id)","deleted":true}"#
            #expect(try await Delivery("user.deleted", data, at: past).send(to: application).status == 204)
            #expect(try await open.click() == "1")
        }
    }

    @Test func `a changed user is asked for a fresh token`() async throws {
        try await TestApplication.run(options()) { application in
            let open = try await application.open(by: application.device())
            let data = #"{"id":"\#(application.ada.id)"}"#
            #expect(
                try await Delivery("user.updated", data, at: application.clock.now).send(to: application).status == 204)
            let push = try await open.socket.receive()
            #expect(push == open.page.push("diff", ["e": [["clerk:renew", [:]]]]))
        }
    }

    @Test func `a delivery that comes twice is carried out once`() async throws {
        let application = Receiver()
        try await TestApplication.run(options(onWebhook: { try application.take($0) })) { (test) async throws -> Void in
            let delivery = Delivery("user.created", #"{"id":"user_9"}"#, at: test.clock.now)
            for _ in 0..<3 { #expect(try await delivery.send(to: test).status == 204) }
            #expect(application.types == ["user.created"])
        }
    }

    @Test func `a delivery that could not be carried out may come again`() async throws {
        let application = Receiver(failures: 1)
        try await TestApplication.run(options(onWebhook: { try application.take($0) })) { (test) async throws -> Void in
            let delivery = Delivery("user.created", #"{"id":"user_9"}"#, at: test.clock.now)
            #expect(try await delivery.send(to: test).status == 500)
            #expect(try await delivery.send(to: test).status == 204)
            #expect(try await delivery.send(to: test).status == 204)
            #expect(application.types == ["user.created", "user.created"])
        }
    }

    /// What an application does with webhooks: fails at first, and counts.
    private final class Receiver: Sendable {
        struct Failure: Error {}
        private let state: Mutex<(types: [String], failures: Int)>

        init(failures: Int = 0) { state = Mutex(([], failures)) }

        var types: [String] { state.withLock { $0.types } }

        func take(_ event: WebhookEvent) throws {
            try state.withLock { state in
                state.types.append(event.type)
                guard state.failures == 0 else {
                    state.failures -= 1
                    throw Failure()
                }
            }
        }
    }

    @Test func `who is not Clerk is told no, and changes nothing`() async throws {
        try await TestApplication.run(options()) { application in
            let device = try await application.device()
            let open = try await application.open(by: device)
            let delivery = Delivery("session.removed", #"{"id":"\#(device.sessionID)"}"#, at: application.clock.now)
            let forged = try await delivery.send(to: application, signedWith: "whsec_Zm9yZ2Vk")
            #expect(forged.status == 400)
            #expect(forged.json?["reason"] == "webhook-signature-invalid")
            #expect(
                try await application.browser.send("POST", "/clerk/webhooks", [], body: delivery.body).status == 400)
            #expect(try await application.browser.send("GET", "/clerk/webhooks").status == 404)
            #expect(try await open.click() == "1")
        }
    }

    @Test func `a body past a megabyte is not read`() async throws {
        try await TestApplication.run(options()) { (application) async throws -> Void in
            let delivery = Delivery(
                "x", #"{"a":"\#(String(repeating: "x", count: 1 << 20))"}"#, at: application.clock.now)
            #expect(try await delivery.send(to: application).status == 413)
        }
    }

    @Test func `another instance's events are refused where ours is known`() async throws {
        var options = options()
        let configure = options.configure
        options.configure = {
            configure(&$0)
            $0.instanceID = "ins_1"
        }
        try await TestApplication.run(options) { (application) async throws -> Void in
            let foreign = Delivery("user.created", "{}", at: application.clock.now, instance: "ins_2")
            #expect(try await foreign.send(to: application).json?["reason"] == "webhook-of-another-instance")
            let own = Delivery("user.created", "{}", at: application.clock.now)
            #expect(try await own.send(to: application).status == 204)
        }
    }

    @Test func `without a secret there is no such endpoint`() async throws {
        try await TestApplication.run { (application) async throws -> Void in
            #expect(
                try await Delivery("user.created", "{}", at: application.clock.now).send(to: application).status == 404)
        }
    }
}
