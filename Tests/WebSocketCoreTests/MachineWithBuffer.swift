import NIOCore
import WebSocketCore

/// A machine with its buffer, fed as a shell feeds it.
struct MachineWithBuffer {
    typealias Action = WebSocketStateMachine.ReceivedAction

    var machine: WebSocketStateMachine
    var buffer = ByteBuffer()
    var now = NIODeadline.uptimeNanoseconds(1_000_000)

    init(_ configuration: WebSocketConfiguration = WebSocketConfiguration(), agreed: PerMessageDeflate? = nil) {
        machine = WebSocketStateMachine(configuration: configuration, agreed: agreed, now: now)
    }

    mutating func receive(_ bytes: some Sequence<UInt8>) -> [Action] {
        buffer.writeBytes(bytes)
        var actions: [Action] = []
        while let action = machine.received(&buffer, now: now) { actions.append(action) }
        buffer.discardReadBytes()
        return actions
    }

    mutating func wait(_ time: TimeAmount) -> WebSocketStateMachine.DeadlineAction? {
        now = now + time
        return machine.deadlineReached(now: now)
    }

    mutating func close(_ code: CloseCode) -> ByteBuffer? {
        machine.close(code, now: now)
    }

    /// The frame of a message sent.
    mutating func send(_ text: String, _ wish: OutgoingCompression = .automatic) -> [UInt8] {
        var buffer = FrameEncoder.makeBuffer(payloadCapacity: 16)
        buffer.writeString(text)
        if let frame = machine.compressedFrame(.text, buffer, wish) { return frame.bytes }
        FrameEncoder.seal(.text, &buffer)
        return buffer.bytes
    }
}

extension WebSocketStateMachine.ReceivedAction {
    static func delivery(_ text: String) -> Self { .deliver(.text(ByteBuffer(string: text))) }

    static func pong(_ text: String) -> Self { .write(FrameEncoder.frame(.pong, ByteBuffer(string: text))) }

    static func failure(_ error: WebSocketError) -> Self {
        .writeThenDisconnect(FrameEncoder.close(CloseCode(error), reason: error.description))
    }
}
