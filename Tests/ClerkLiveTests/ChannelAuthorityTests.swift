import ClerkDevelopment
import ClerkLive
import Foundation
import TestPeer
import Testing
import WireJSON

@Suite("Channels · a channel is never more trusted than the token behind it")
struct ChannelAuthorityTests {
    private static func message(
        _ event: String, _ payload: JSONValue = [:], topic: String = "club:1", ref: String? = "2"
    ) -> PhoenixMessage {
        PhoenixMessage(joinRef: "1", ref: ref, topic: topic, event: event, payload: payload)
    }

    private static func join(_ topic: String, token: String? = nil) -> PhoenixMessage {
        message("phx_join", token.map { ["clerk_token": .string($0)] } ?? [:], topic: topic, ref: "1")
    }

    /// A socket that no page opened: an app's, with a token in its joins.
    private static func socket(
        _ application: TestApplication, fields: [(String, String)] = []
    ) async throws -> PhoenixPeer {
        try await application.browser.openSocket(csrfToken: nil, cookies: nil, fields: fields)
    }

    private static func joined(_ application: TestApplication, _ device: Device) async throws -> PhoenixPeer {
        let socket = try await socket(application)
        let reply = try await socket.ask(join("club:1", token: device.token()))
        guard reply.response == ["user": .string(application.ada.id)] else {
            throw PeerConnection.Failure("not joined: \(reply.text)")
        }
        return socket
    }

    @Test func `a join's token, the socket's token, or a page's cookies say who joins`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let ada: JSONValue = ["user": .string(application.ada.id)]
            _ = try await Self.joined(application, device)

            let bearer = try await Self.socket(
                application, fields: [("Authorization", "Bearer \(try await device.token())")])
            #expect(try await bearer.ask(Self.join("club:1")).response == ada)

            let page = try await application.open(by: device)
            var join = Self.join("club:1")
            join.joinRef = "9"
            join.ref = "9"
            #expect(try await page.socket.ask(join).response == ada)
        }
    }

    @Test func `phoenix.js offers its authToken as a subprotocol`() async throws {
        try await TestApplication.run { application in
            let token = try await application.device().token()
            let encoded = Data(token.utf8).base64EncodedString().filter { $0 != "=" }
            let socket = try await Self.socket(
                application, fields: [("Sec-WebSocket-Protocol", "phoenix, base64url.bearer.phx.\(encoded)")])
            #expect(
                try await socket.ask(Self.join("club:1")).response == ["user": .string(application.ada.id)])
        }
    }

    @Test func `nobody joins what needs a session, and everybody the rest`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let socket = try await Self.socket(application)
            let refused = try await socket.ask(Self.join("club:1"))
            #expect(refused.payload == ["status": "error", "response": ["reason": "unauthorized"]])
            #expect(try await socket.ask(Self.join("club:1", token: "forged")).status == "error")
            #expect(try await socket.ask(Self.join("hall:1")).response == ["user": "nobody"])
            #expect(
                try await socket.ask(Self.join("lobby:1", token: device.token())).response
                    == ["user": .string(application.ada.id)])
        }
    }

    @Test func `cookies count only where they prove who sends them`() async throws {
        try await TestApplication.run { application in
            let cookies = try await application.device().cookies()
            // Another site's script can make a browser send them without an origin of ours.
            let socket = try await application.browser.openSocket(csrfToken: nil, cookies: cookies, fields: [])
            #expect(try await socket.ask(Self.join("club:1")).response == ["reason": "unauthorized"])
            let own = try await application.browser.openSocket(csrfToken: nil, cookies: cookies)
            #expect(try await own.ask(Self.join("club:1")).status == "ok")
        }
    }

    @Test func `a sign-out ends the channel, and says why`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let socket = try await Self.joined(application, device)
            #expect(try await application.clerk.signOut(.session(device.sessionID)).socketsTold == 1)
            try await expectEnd(socket, "signed-out", ClerkMessages().signedOut)
            #expect(
                try await socket.ask(Self.join("club:1", token: device.token())).response
                    == ["reason": "unauthorized"])
        }
    }

    @Test func `a channel past its lease ends, unheard; a fresh token carries it further`() async throws {
        try await TestApplication.run { application in
            let device = try await application.device()
            let socket = try await Self.joined(application, device)
            Self.pass(50, application)
            let renewal = Self.message("clerk:token", ["token": .string(try await device.token())])
            #expect(try await socket.ask(renewal).payload == ["status": "ok", "response": [:]])
            Self.pass(90, application)
            #expect(try await socket.ask(Self.message("who")).response == ["by": .string(application.ada.id)])
            Self.pass(60, application)
            try await socket.send(Self.message("who", ref: "5"))
            #expect(try await socket.receive().response == [:])
            try await expectEnd(socket, "session-expired", ClerkMessages().sessionExpired)
        }
    }

    private static func pass(_ seconds: Int, _ application: TestApplication) {
        application.clock.advance(by: seconds)
        application.development.clockOffset += seconds
    }

    private func expectEnd(_ socket: PhoenixPeer, _ reason: String, _ text: String) async throws {
        #expect(
            try await socket.receive()
                == Self.message("clerk:signed-out", ["reason": .string(reason), "message": .string(text)], ref: nil))
        #expect(try await socket.receive() == Self.message("phx_close", ref: "1"))
        try await socket.heartbeat()
    }
}
