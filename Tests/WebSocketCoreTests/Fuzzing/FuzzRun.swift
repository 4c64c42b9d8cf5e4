import NIOCore
import SeededRandomness

@testable import WebSocketCore

/// One case, fed to a machine in parts: what came of it, and every promise that was broken on the way.
struct FuzzRun {
    typealias Action = WebSocketStateMachine.ReceivedAction

    private(set) var actions: [Action] = []
    private(set) var complaints: [String] = []
    var ending: WebSocketStateMachine.Ending? { connection.machine.ending }

    var messages: [WebSocketMessage] {
        actions.compactMap { if case .deliver(let message) = $0 { message } else { nil } }
    }

    private let configuration: WebSocketConfiguration
    private var connection: MachineWithBuffer
    private var client: ClientDeflate?
    private let keepsContext: Bool

    /// - Parameter longest: bytes of a part; `nil` feeds the whole at once.
    init(_ fuzz: FuzzCase, longest: Int?, seed: UInt64) {
        configuration = fuzz.configuration
        connection = MachineWithBuffer(fuzz.configuration, agreed: fuzz.agreed)
        client = fuzz.agreed.map { ClientDeflate(serverWindowBits: $0.serverWindowBits) }
        keepsContext = fuzz.agreed?.serverContextTakeover ?? false
        var generator = SeededGenerator(seed: seed)
        let parts = longest.map { fuzz.bytes.parts(longest: $0, using: &generator) } ?? [fuzz.bytes[...]]
        for part in parts { feed(part) }
        judge()
    }

    private mutating func require(_ isKept: Bool, _ promise: @autoclosure () -> String) {
        if !isKept { complaints.append(promise()) }
    }

    private mutating func feed(_ part: ArraySlice<UInt8>) {
        actions += connection.receive(part)
        let unread = connection.buffer.readableBytes
        require(unread <= max(configuration.maxFrameSize, 125) + 14, "\(unread) bytes are held unread")
    }

    private mutating func judge() {
        let last = actions.firstIndex(where: \.isLast)
        require(last == nil || last == actions.indices.last, "something follows the last word")
        require((last != nil) == connection.machine.isClosing, "the machine's state is not what it said")
        require((ending != nil) == connection.machine.isClosing, "an ending without an end, or the reverse")
        let (deliveries, controls) = (
            actions.count(where: \.isDelivery), actions.count - actions.count(where: \.isDelivery)
        )
        require(deliveries <= configuration.maxMessagesPerSecond ?? .max, "too many messages delivered")
        require(controls <= (configuration.maxControlFramesPerSecond ?? .max) + 1, "too many Pongs")
        for action in actions { judge(action) }
        require(connection.receive(ClientBytes.frame(0x9)).isEmpty || last == nil, "it answers after its last word")
    }

    private mutating func judge(_ action: Action) {
        switch action {
        case .deliver(.text(let text)):
            require(String(validating: text.readableBytesView, as: UTF8.self) != nil, "text is not UTF-8")
            judge(message: text)
        case .deliver(.binary(let bytes)): judge(message: bytes)
        case .write(let frame):
            let (first, second) = (frame.bytes[0], Int(frame.bytes[1]))
            require(first == 0x8A && second <= 125 && frame.readableBytes == second + 2, "not a Pong: \(frame.bytes)")
        case .writeThenDisconnect(let frame): judge(close: frame.bytes)
        case .disconnect: complaints.append("an open connection is cut off without a Close")
        }
    }

    private mutating func judge(close: [UInt8]) {
        require(close[0] == 0x88 && close.count == Int(close[1]) + 2 && close[1] <= 125, "not a Close: \(close)")
        guard close.count > 2 else { return }
        let code = CloseCode(rawValue: UInt16(close[2]) << 8 | UInt16(close[3]))
        require(code.isAllowedInFrame, "code \(code) is sent")
        require(String(validating: close[4...], as: UTF8.self) != nil, "the reason is not UTF-8")
    }

    /// Sent back as an echo, so that what one side makes the other reads.
    private mutating func judge(message: ByteBuffer) {
        require(message.readableBytes <= configuration.maxMessageSize, "\(message.readableBytes) bytes are delivered")
        guard !connection.machine.isClosing else { return }
        let buffer = connection.machine.compressedFrame(.binary, message) ?? FrameEncoder.frame(.binary, message)
        let frame = buffer.bytes
        let payload = frame.dropFirst(frame[1] < 126 ? 2 : frame[1] == 126 ? 4 : 10)
        let isCompressed = frame[0] == 0xC2
        require(isCompressed || frame[0] == 0x82, "not a frame: \(frame.prefix(2))")
        let echo = isCompressed ? client?.inflate(payload, keepsContext: keepsContext) : Array(payload)
        require(echo == message.bytes, "the echo is another message")
    }
}

extension WebSocketStateMachine.ReceivedAction {
    fileprivate var isDelivery: Bool {
        if case .deliver = self { true } else { false }
    }

    fileprivate var isLast: Bool {
        switch self {
        case .writeThenDisconnect, .disconnect: true
        case .deliver, .write: false
        }
    }
}
