import NIOCore
import Testing
import WebSocketCore

@Suite("WebSocketStateMachine · limits of number and time")
struct WebSocketLimitsTests {
    typealias Action = WebSocketStateMachine.ReceivedAction

    // MARK: Number

    @Test func `messages are counted whole, each second anew`() {
        var connection = MachineWithBuffer(WebSocketConfiguration(maxMessagesPerSecond: 3))
        let message = ClientBytes.text("a", final: false) + ClientBytes.continuation("b", final: true)
        for _ in 1...3 {
            _ = connection.wait(.seconds(1))
            #expect(connection.receive(message + message + message) == Array(repeating: .delivery("ab"), count: 3))
        }
        #expect(connection.receive(ClientBytes.text("a", final: false)) == [])
        #expect(connection.receive(ClientBytes.continuation("b", final: true)) == [.failure(.tooManyMessages)])
        #expect(connection.machine.ending == .failed(.tooManyMessages))
    }

    @Test func `Pings and Pongs are counted together, and no Pong is owed past the limit`() {
        var connection = MachineWithBuffer(WebSocketConfiguration(maxControlFramesPerSecond: 4))
        let both = ClientBytes.frame(0x9) + ClientBytes.frame(0xA)
        let expected: [Action] = [.pong(""), .pong(""), .failure(.tooManyControlFrames)]
        #expect(connection.receive(both + both + both) == expected)
    }

    @Test func `ten thousand Pings in a second end at the limit`() {
        var connection = MachineWithBuffer()
        let actions = connection.receive((1...10_000).flatMap { _ in ClientBytes.frame(0x9) })
        #expect(actions.count == 101)
        #expect(actions.last == .failure(.tooManyControlFrames))
    }

    @Test func `too many Pings after our Close cut the connection off`() {
        var connection = MachineWithBuffer(WebSocketConfiguration(maxControlFramesPerSecond: 1))
        #expect(connection.close(.goingAway) != nil)
        #expect(connection.receive(ClientBytes.frame(0x9) + ClientBytes.frame(0x9)) == [.pong(""), .disconnect])
        #expect(connection.machine.deadline == nil)
    }

    @Test func `without limits nothing is counted`() {
        let configuration = WebSocketConfiguration(maxMessagesPerSecond: nil, maxControlFramesPerSecond: nil)
        var connection = MachineWithBuffer(configuration)
        let bytes = (1...3000).flatMap { _ in ClientBytes.frame(0x9) + ClientBytes.text("m") }
        #expect(connection.receive(bytes).count == 6000)
        #expect(!connection.machine.isClosing)
    }

    // MARK: Time

    /// Cuts a message in two, and says what its second part brings after so many seconds.
    private func receive(_ first: [UInt8], _ second: [UInt8], after seconds: Int64) -> [Action] {
        var connection = MachineWithBuffer(WebSocketConfiguration(messageTimeout: .seconds(10)))
        #expect(connection.receive(first) == [])
        #expect(connection.wait(.seconds(seconds)) == nil)
        return connection.receive(second)
    }

    @Test func `a message has so much time, from its first fragment to its last`() {
        let first = ClientBytes.text("a", final: false)
        let last = ClientBytes.continuation("b", final: true)
        #expect(receive(first, last, after: 9) == [.delivery("ab")])
        #expect(receive(first, last, after: 10) == [.failure(.messageTimeout)])
        #expect(receive(first, ClientBytes.frame(0x9), after: 10) == [.failure(.messageTimeout)])
    }

    @Test(arguments: [1, 2, 5, 6, 9, 28])
    func `a frame has no more time than that, wherever it is cut`(cut: Int) {
        let bytes = ClientBytes.text("twenty-three characters")
        let (first, second) = (Array(bytes[..<cut]), Array(bytes[cut...]))
        #expect(receive(first, second, after: 9) == [.delivery("twenty-three characters")])
        #expect(receive(first, second, after: 10) == [.failure(.messageTimeout)])
    }

    @Test func `one byte at a time keeps a connection from being idle, not from its end`() {
        var connection = MachineWithBuffer(
            WebSocketConfiguration(messageTimeout: .seconds(30), idleTimeout: .seconds(60)))
        let bytes = ClientBytes.text(String(repeating: "a", count: 100))
        for byte in bytes[..<30] {
            #expect(connection.receive([byte]) == [])
            #expect(connection.wait(.seconds(1)) == nil)
        }
        #expect(connection.receive([bytes[30]]) == [.failure(.messageTimeout)])
    }

    @Test func `each message has its own time`() {
        var connection = MachineWithBuffer(WebSocketConfiguration(messageTimeout: .seconds(10)))
        #expect(connection.receive(ClientBytes.text("a", final: false)) == [])
        for _ in 1...5 {
            #expect(connection.wait(.seconds(9)) == nil)
            // The next one begins in the segment that ends the one before.
            let bytes = ClientBytes.continuation("b", final: true) + ClientBytes.text("a", final: false)
            #expect(connection.receive(bytes) == [.delivery("ab")])
        }
    }

    @Test func `silence between messages, and a Ping in two parts before one, cost a message no time`() {
        var connection = MachineWithBuffer(WebSocketConfiguration(messageTimeout: .seconds(10)))
        let ping = ClientBytes.frame(0x9)
        #expect(connection.receive(ping[..<3]) == [])
        #expect(connection.wait(.seconds(6)) == nil)
        #expect(connection.receive(ping[3...] + ClientBytes.text("a", final: false)) == [.pong("")])
        #expect(connection.wait(.seconds(6)) == nil)
        #expect(connection.receive(ClientBytes.continuation("b", final: true)) == [.delivery("ab")])
        #expect(connection.wait(.seconds(40)) == nil)
        #expect(connection.receive(ClientBytes.text("c")) == [.delivery("c")])
    }

    @Test func `a message begun and left is ended by silence`() {
        var connection = MachineWithBuffer(
            WebSocketConfiguration(messageTimeout: .seconds(10), idleTimeout: .seconds(60)))
        #expect(connection.receive(ClientBytes.text("a", final: false)) == [])
        #expect(connection.machine.deadline == connection.now + .seconds(60))
        guard case .writeThenDisconnect = connection.wait(.seconds(60)) else {
            Issue.record("not ended")
            return
        }
        #expect(connection.machine.ending == .failed(.idle))
    }
}
