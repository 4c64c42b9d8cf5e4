import HTTPTypes
import LiveRuntime
import LiveViewTesting
import Synchronization
import Testing
import WireJSON

@Suite("PhoenixChannel · guarded as views are")
struct ChannelHookTests {
    /// Greets the name that its session's hook found.
    private struct Greeter: PhoenixChannel {
        init(_ join: ChannelJoin<Named>, socket: inout ChannelSocket) {
            socket.reply(["hello": .string(join.auth)])
        }
    }

    private struct Interceptor: LifecycleHook {
        let ended: AsyncStream<Void>.Continuation

        func intercept(_ event: LiveEvent, socket: inout LiveSocket) async throws -> Interception {
            guard event.name == "intercepted" else { return .proceed }
            socket.push("seen", event.value)
            socket.reply(["by": "hook"])
            return .halt
        }

        func channelEnded() { ended.yield() }
    }

    private final class Registry: Sendable {
        let requests = Mutex<[MountRequest]>([])
        let ends = AsyncStream<Void>.makeStream()

        var hook: MountHook<Named> {
            MountHook { request in
                self.requests.withLock { $0.append(request) }
                guard let name = request.parameters["token"]?.string ?? request.headerFields[.userAgent] else {
                    throw MountRefusal.unauthorized
                }
                return MountHook.Admission(
                    name, lifecycleHooks: [Interceptor(ended: self.ends.continuation)])
            }
        }

        func nextEnd() async {
            var ends = ends.stream.makeAsyncIterator()
            await ends.next(isolation: #isolation)
        }
    }

    private let registry = Registry()
    private let pages: LivePages

    init() {
        let hook = registry.hook
        pages = LivePages { live in
            live.session("named", onMount: hook) { session in
                session.channel("greeter", Greeter.self)
                session.channel("room:*", Room.self)
            }
        }
    }

    @Test func `the hook sees what the join carries, and the channel what the hook found`() async throws {
        #expect(try await pages.join("greeter", ["token": "Ada"]).joined.response == ["hello": "Ada"])
        #expect(
            try await pages.join("greeter", headerFields: [.userAgent: "Bob"]).joined.response == ["hello": "Bob"])
        let requests = registry.requests.withLock { $0 }
        #expect(requests.map(\.stage) == [.channel(topic: "greeter"), .channel(topic: "greeter")])
        #expect(requests.allSatisfy { $0.channel != nil && $0.request == nil && $0.carried == nil })
    }

    @Test func `whom the hook refuses joins nothing`() async throws {
        await #expect(throws: LiveViewTestingError.joinRefused(#"{"reason":"unauthorized"}"#)) {
            _ = try await pages.join("greeter")
        }
    }

    @Test func `a lifecycle hook sees messages first, and answers those it keeps`() async throws {
        let room = try await pages.join("room:hooked", ["token": "Ada"])
        #expect(try await room.push("intercepted", ["a": 1]).response == ["by": "hook"])
        #expect(try await room.receive() == .init("seen", ["a": 1]))
        #expect(try await room.push("count").response == ["count": 1])
        room.leave()
        await registry.nextEnd()
    }

    @Test func `a hook's channel is released when the channel itself refuses`() async throws {
        await #expect(throws: LiveViewTestingError.joinRefused(#"{"reason":"full"}"#)) {
            _ = try await pages.join("room:hooked", ["token": "Ada", "wish": "refusal"])
        }
        await registry.nextEnd()
    }

    @Test func `a channel ended from outside says why, and nothing after it`() async throws {
        let room = try await pages.join("room:ended", ["token": "Ada"])
        room.send("wait")
        let handle = try #require(registry.requests.withLock { $0.last?.channel })
        handle.push("warning", ["left": 1])
        handle.end(.init(event: "ended", payload: ["reason": "test"]))
        #expect(try await room.receive() == .init("warning", ["left": 1]))
        #expect(try await room.receive() == .init("ended", ["reason": "test"]))
        await #expect(throws: LiveViewTestingError.ended) { _ = try await room.receive() }
        await Room.stage(of: "room:ended").letHandlerGoOn()
        #expect(await Room.stage(of: "room:ended").nextEnd() == .stopped)
        await registry.nextEnd()
    }
}
