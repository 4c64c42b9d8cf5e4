import NIOCore
import PhoenixWire
import SeededRandomness
import Testing
import WireJSON

@Suite("SocketStateMachine · Phoenix.Socket's rules for topics and joins")
struct SocketStateMachineTests {
    private func message(_ joinRef: String?, _ ref: String?, _ topic: String, _ event: String) -> Message {
        Message(joinRef: joinRef, ref: ref, topic: topic, event: event, payload: .json([:]))
    }

    private func join(_ ref: String, _ topic: String = "lv:a") -> Message { message(ref, ref, topic, "phx_join") }

    private func ok(_ joinRef: String?, _ ref: String?, _ topic: String = "lv:a") -> Reply {
        Reply(joinRef: joinRef, ref: ref, topic: topic, status: .ok)
    }

    private func refusal(_ reason: JSONValue, _ joinRef: String?, _ ref: String?, _ topic: String = "lv:a") -> Reply {
        Reply(joinRef: joinRef, ref: ref, topic: topic, status: .error, response: ["reason": reason])
    }

    private func closed(_ joinRef: String, _ topic: String = "lv:a") -> ChannelExit {
        ChannelExit(topic: topic, joinRef: joinRef, reason: .closed)
    }

    /// A socket on which `lv:a` is joined with `"4"`.
    private var joined: SocketStateMachine {
        var socket = SocketStateMachine()
        _ = socket.received(join("4"))
        return socket
    }

    // MARK: Heartbeats

    @Test func `a heartbeat is answered on its topic, without a joinRef`() {
        var socket = SocketStateMachine()
        #expect(socket.received(message(nil, "9", "phoenix", "heartbeat")) == .reply(ok(nil, "9", "phoenix")))
    }

    @Test func `a heartbeat on another topic is an event like any other`() {
        var socket = joined
        #expect(socket.received(message("4", "9", "lv:a", "heartbeat")) == .forward)
        #expect(
            socket.received(message(nil, "9", "lv:b", "heartbeat"))
                == .reply(refusal("unmatched topic", nil, "9", "lv:b")))
    }

    @Test func `nothing else is heard on the socket's own topic`() {
        var socket = SocketStateMachine()
        #expect(
            socket.received(message(nil, "9", "phoenix", "event"))
                == .reply(refusal("unmatched topic", nil, "9", "phoenix")))
    }

    // MARK: Joins

    @Test func `a join starts a channel under its joinRef`() {
        var socket = SocketStateMachine()
        #expect(socket.received(join("4")) == .join(joinRef: "4", replacing: nil))
        #expect(socket.received(message("4", "5", "lv:a", "event")) == .forward)
    }

    @Test func `topics are joined independently`() {
        var socket = joined
        #expect(socket.received(join("5", "lv:b")) == .join(joinRef: "5", replacing: nil))
        #expect(socket.received(message("4", "6", "lv:a", "event")) == .forward)
        #expect(socket.received(message("5", "7", "lv:b", "event")) == .forward)
        #expect(socket.received(message("4", "8", "lv:b", "event")) == .ignore)
    }

    @Test func `a second join of a topic replaces the channel and closes the first`() {
        var socket = joined
        #expect(socket.received(join("7")) == .join(joinRef: "7", replacing: closed("4")))
        #expect(socket.received(message("4", "8", "lv:a", "event")) == .ignore)
        #expect(socket.received(message("7", "9", "lv:a", "event")) == .forward)
    }

    @Test func `a join without a joinRef goes by its ref`() {
        var socket = SocketStateMachine()
        #expect(socket.received(message(nil, "3", "lv:a", "phx_join")) == .join(joinRef: "3", replacing: nil))
        #expect(socket.received(message("3", "4", "lv:a", "event")) == .forward)
    }

    @Test func `a join without any ref is refused`() {
        var socket = joined
        #expect(
            socket.received(message(nil, nil, "lv:b", "phx_join"))
                == .reply(refusal("join without a ref", nil, nil, "lv:b")))
        #expect(
            socket.received(message(nil, nil, "lv:a", "phx_join")) == .reply(refusal("join without a ref", nil, nil)))
        #expect(socket.received(message("4", "5", "lv:a", "event")) == .forward)
    }

    @Test func `a hundred channels may be joined, and replaced at the limit`() {
        var socket = SocketStateMachine()
        for number in 1...100 {
            #expect(socket.received(join("\(number)", "t\(number)")) == .join(joinRef: "\(number)", replacing: nil))
        }
        #expect(
            socket.received(join("101", "t101")) == .reply(refusal("too many channels joined", "101", "101", "t101")))
        #expect(
            socket.received(message("101", "102", "t101", "event"))
                == .reply(refusal("unmatched topic", nil, "102", "t101")))
        #expect(socket.received(join("103", "t1")) == .join(joinRef: "103", replacing: closed("1", "t1")))
        #expect(
            socket.received(message("2", "104", "t2", "phx_leave")) == .leave(ok("2", "104", "t2"), closed("2", "t2")))
        #expect(socket.received(join("105", "t101")) == .join(joinRef: "105", replacing: nil))
    }

    @Test func `a refused join frees its topic`() {
        var socket = SocketStateMachine(channelLimit: 1)
        _ = socket.received(join("4"))
        socket.joinRefused(topic: "lv:a", joinRef: "4")
        #expect(socket.received(message("4", "5", "lv:a", "event")) == .reply(refusal("unmatched topic", nil, "5")))
        #expect(socket.received(message("4", "6", "lv:a", "phx_leave")) == .reply(ok("4", "6")))
        #expect(socket.received(join("7", "lv:b")) == .join(joinRef: "7", replacing: nil))
    }

    @Test func `a refusal that comes late does not undo the join after it`() {
        var socket = joined
        _ = socket.received(join("7"))
        socket.joinRefused(topic: "lv:a", joinRef: "4")
        socket.joinRefused(topic: "lv:other", joinRef: "7")
        #expect(socket.received(message("7", "8", "lv:a", "event")) == .forward)
    }

    // MARK: Leaves

    @Test(arguments: ["4", nil])
    func `a leave is answered and closes the channel`(joinRef: String?) {
        var socket = joined
        #expect(socket.received(message(joinRef, "9", "lv:a", "phx_leave")) == .leave(ok("4", "9"), closed("4")))
        #expect(socket.received(message("4", "10", "lv:a", "event")) == .reply(refusal("unmatched topic", nil, "10")))
    }

    @Test func `a leave of a topic that is not joined is ok, however often`() {
        var socket = SocketStateMachine()
        #expect(socket.received(message("4", "9", "lv:a", "phx_leave")) == .reply(ok("4", "9")))
        #expect(socket.received(message("4", "10", "lv:a", "phx_leave")) == .reply(ok("4", "10")))
        #expect(socket.received(message(nil, "11", "lv:", "phx_leave")) == .reply(ok(nil, "11", "lv:")))
    }

    @Test func `a leave of a channel that was replaced is nothing`() {
        var socket = joined
        _ = socket.received(join("7"))
        #expect(socket.received(message("4", "8", "lv:a", "phx_leave")) == .ignore)
        #expect(socket.received(message("7", "9", "lv:a", "event")) == .forward)
    }

    // MARK: Events

    @Test(arguments: ["4", nil])
    func `an event of the current join, or of none, is for the channel`(joinRef: String?) {
        var socket = joined
        for event in ["event", "diff", "phx_close", "phx_error", "phx_reply", "anything", ""] {
            #expect(socket.received(message(joinRef, "5", "lv:a", event)) == .forward)
        }
    }

    @Test func `an event of another join is dropped`() {
        var socket = joined
        #expect(socket.received(message("3", "5", "lv:a", "event")) == .ignore)
        #expect(socket.received(message("", "5", "lv:a", "event")) == .ignore)
    }

    @Test(arguments: ["4", nil])
    func `an event on a topic that is not joined is refused without a joinRef`(joinRef: String?) {
        var socket = SocketStateMachine()
        #expect(socket.received(message(joinRef, "5", "lv:a", "event")) == .reply(refusal("unmatched topic", nil, "5")))
    }

    @Test func `binary events follow the same rules`() {
        var socket = joined
        let chunk = Message(joinRef: "4", ref: "5", topic: "lv:a", event: "chunk", payload: .binary(ByteBuffer()))
        #expect(socket.received(chunk) == .forward)
    }

    // MARK: Ends

    @Test(arguments: [ChannelExit.Reason.crashed, .closed])
    func `a channel that ends is reported once, and its topic is free`(reason: ChannelExit.Reason) {
        var socket = joined
        let exit = ChannelExit(topic: "lv:a", joinRef: "4", reason: reason)
        #expect(socket.channelEnded(topic: "lv:a", joinRef: "4", reason: reason) == exit)
        #expect(socket.channelEnded(topic: "lv:a", joinRef: "4", reason: reason) == nil)
        #expect(socket.received(message("4", "5", "lv:a", "event")) == .reply(refusal("unmatched topic", nil, "5")))
        #expect(socket.received(join("6")) == .join(joinRef: "6", replacing: nil))
    }

    @Test func `the end of a channel that was left or replaced is old news`() {
        var left = joined
        _ = left.received(message("4", "5", "lv:a", "phx_leave"))
        #expect(left.channelEnded(topic: "lv:a", joinRef: "4", reason: .crashed) == nil)
        var replaced = joined
        _ = replaced.received(join("7"))
        #expect(replaced.channelEnded(topic: "lv:a", joinRef: "4", reason: .crashed) == nil)
        #expect(replaced.received(message("7", "8", "lv:a", "event")) == .forward)
    }

    // MARK: Properties

    /// The rules once more, written as a table of what the client may believe.
    @Test(arguments: [3, 33, 333] as [UInt64])
    func `every join is closed at most once, and only current ones are forwarded to`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var socket = SocketStateMachine(channelLimit: 3)
        var open: [String: String] = [:]
        for ref in 1...2_000 {
            let topic = "t\(Int.random(in: 0..<5, using: &random))"
            let joinRef = ["\(ref - 1)", "\(ref - 2)", open[topic], nil].randomElement(using: &random)!
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                let action = socket.received(join("\(ref)", topic))
                if open[topic] != nil || open.count < 3 {
                    #expect(action == .join(joinRef: "\(ref)", replacing: open[topic].map { closed($0, topic) }))
                    open[topic] = "\(ref)"
                } else {
                    #expect(action == .reply(refusal("too many channels joined", "\(ref)", "\(ref)", topic)))
                }
            case 1:
                let action = socket.received(message(joinRef, "\(ref)", topic, "phx_leave"))
                guard let current = open[topic] else {
                    #expect(action == .reply(ok(joinRef, "\(ref)", topic)))
                    continue
                }
                let isCurrent = joinRef == nil || joinRef == current
                #expect(action == (isCurrent ? .leave(ok(current, "\(ref)", topic), closed(current, topic)) : .ignore))
                if isCurrent { open[topic] = nil }
            case 2:
                let ended = socket.channelEnded(topic: topic, joinRef: joinRef ?? "", reason: .closed)
                #expect(ended == (joinRef != nil && open[topic] == joinRef ? closed(joinRef!, topic) : nil))
                if ended != nil { open[topic] = nil }
            default:
                let action = socket.received(message(joinRef, "\(ref)", topic, "event"))
                let expected: SocketStateMachine.ReceivedAction =
                    open[topic].map { joinRef == nil || joinRef == $0 ? .forward : .ignore }
                    ?? .reply(refusal("unmatched topic", nil, "\(ref)", topic))
                #expect(action == expected)
            }
        }
    }
}
