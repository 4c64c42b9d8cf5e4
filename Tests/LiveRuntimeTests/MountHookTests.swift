import HTTPTypes
import LiveRendering
import LiveRuntime
import LiveViewTesting
import Testing
import WireJSON

@Suite("MountHook · asked for every page and every join")
struct MountHookTests {
    /// Admits who says a name in the request, and once in the page, from then on.
    private func pages(admitting isOpen: @escaping @Sendable () -> Bool = { true }) -> LivePages {
        let hook = MountHook<Named> { request in
            guard isOpen() else { throw MountRefusal.unauthorized }
            guard let name = request.headerFields[.userAgent] ?? request.carried?["name"]?.string else {
                throw MountRefusal.redirect(to: "/sign-in", flash: ["info": "who?"])
            }
            return MountHook.Admission(
                name, carried: ["name": .string(name)], companion: "<hr>", lifecycleHooks: [Interceptor()])
        }
        return LivePages { live in
            live.session("private", onMount: hook) { pages in
                pages.view("/private", Private.self)
                pages.view("/public", Counter.self)
            }
        }
    }

    private struct Interceptor: LifecycleHook {
        func intercept(_ event: LiveEvent, socket: inout LiveSocket) async throws -> Interception {
            guard event.name == "intercepted" else { return .proceed }
            socket.reply(["by": "hook"])
            return .halt
        }
        func channelEnded() {}
    }

    @Test func `hands the view what it found, beside its own markup`() async throws {
        let client = try await pages().open("/private", headerFields: [.userAgent: "Ada"])
        #expect(client.html == "<p>Hello Ada</p><hr>")
        try await client.join()
        #expect(client.html == "<p>Hello Ada</p><hr>")
    }

    @Test func `refuses a page with where to go instead`() async throws {
        await #expect(throws: LiveViewTestingError.redirected(to: "/sign-in", flash: ["info": "who?"])) {
            try await pages().open("/private")
        }
    }

    @Test func `refuses a join though the page was admitted`() async throws {
        let door = Door()
        let client = try await pages(admitting: { door.isOpen }).open("/private", headerFields: [.userAgent: "Ada"])
        door.isOpen = false
        await #expect(throws: LiveViewTestingError.joinRefused(#"{"reason":"unauthorized"}"#)) {
            try await client.join()
        }
    }

    @Test func `sees events before the view`() async throws {
        let client = try await pages().open("/public", headerFields: [.userAgent: "Ada"])
        try await client.join()
        let reply = try await client.send("intercepted")
        #expect(reply == ["by": "hook"])
        try await client.send("increment")
        #expect(client.html.contains("Clicked 1 times"))
    }
}
