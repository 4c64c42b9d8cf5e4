import NIOCore
import Testing
import WebSocketCore

@Suite("KeepAlive · silence is what does not arrive")
struct KeepAliveTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000)

    private func after(_ seconds: Int64) -> NIODeadline { start + .seconds(seconds) }

    @Test func `expires at the end of the silence, and not before`() {
        var keepAlive = KeepAlive(idleTimeout: .seconds(60), pingInterval: nil, now: start)
        #expect(keepAlive.deadline == after(60))
        #expect(keepAlive.deadlineReached(now: after(59)) == nil)
        #expect(keepAlive.deadlineReached(now: after(60)) == .expire)
    }

    @Test func `anything that arrives begins the silence anew`() {
        var keepAlive = KeepAlive(idleTimeout: .seconds(60), pingInterval: nil, now: start)
        keepAlive.received(now: after(50))
        #expect(keepAlive.deadlineReached(now: after(60)) == nil)
        #expect(keepAlive.deadline == after(110))
        #expect(keepAlive.deadlineReached(now: after(110)) == .expire)
    }

    @Test func `asks once per silence, then expires`() {
        var keepAlive = KeepAlive(idleTimeout: .seconds(60), pingInterval: .seconds(25), now: start)
        #expect(keepAlive.deadline == after(25))
        #expect(keepAlive.deadlineReached(now: after(24)) == nil)
        #expect(keepAlive.deadlineReached(now: after(25)) == .ping)
        #expect(keepAlive.deadlineReached(now: after(26)) == nil)
        #expect(keepAlive.deadline == after(60))
        keepAlive.received(now: after(30))
        #expect(keepAlive.deadline == after(55))
        #expect(keepAlive.deadlineReached(now: after(55)) == .ping)
        #expect(keepAlive.deadlineReached(now: after(90)) == .expire)
    }

    @Test func `a timer that comes very late expires without asking`() {
        var keepAlive = KeepAlive(idleTimeout: .seconds(60), pingInterval: .seconds(25), now: start)
        #expect(keepAlive.deadlineReached(now: after(100)) == .expire)
    }
}
