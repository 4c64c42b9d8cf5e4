package import NIOCore

/// Everything RFC 6455 asks of a server after the upgrade, for one connection: bytes in, actions out.
///
/// The shell owns the socket and one buffer. On every read it appends to the buffer and pulls until `nil`:
///
///     while let action = machine.received(&buffer, now: now) { perform(action) }
///
/// and it keeps one timer, for ``deadline``. Before it sends a message, it asks for a ``compressedFrame(_:_:_:)``.
///
/// A value, but not one to copy: where a compressor's context is kept between messages, copies would share it.
package struct WebSocketStateMachine {
    /// What to do about the bytes that arrived.
    package enum ReceivedAction: Equatable, Sendable {
        case deliver(WebSocketMessage)
        /// A Pong frame; write it and go on.
        case write(ByteBuffer)
        /// A Close frame: write it, end our side of the TCP connection, and go on reading until the peer has ended its
        /// own (``receivedEOF()``) or ``deadline`` passes. To cut off at once, with bytes unread, could make the kernel
        /// throw away the Close frame before the peer has seen it.
        case writeThenDisconnect(ByteBuffer)
        /// Close the TCP connection now.
        case disconnect
    }

    /// What to do because time has passed.
    package enum DeadlineAction: Equatable, Sendable {
        /// A Ping frame; write it and go on.
        case write(ByteBuffer)
        /// As ``ReceivedAction/writeThenDisconnect(_:)``.
        case writeThenDisconnect(ByteBuffer)
        /// Close the TCP connection now.
        case disconnect
    }

    package enum EOFAction: Equatable, Sendable {
        /// Close the TCP connection now.
        case disconnect
    }

    /// How a connection came to its end: for the log and for metrics.
    package enum Ending: Hashable, Sendable {
        /// The peer said Close first, with this code or none.
        case closedByPeer(CloseCode?)
        /// We said Close first.
        case closedByUs(CloseCode)
        case failed(WebSocketError)
        /// The TCP connection ended without a Close frame; §7.1.5 calls that 1006.
        case lost
    }

    private enum Timing: Sendable {
        case keepingAlive(KeepAlive)
        /// For the peer's Close, or for its end of the TCP connection.
        case waiting(until: NIODeadline)
        case over
    }

    private let closeTimeout: TimeAmount
    private let messageTimeout: TimeAmount
    private var decoder: FrameDecoder
    private var assembler: MessageAssembler
    private var deflation: MessageDeflation?
    private var messageRate: RateLimit?
    private var controlFrameRate: RateLimit?
    /// When the first bytes came of what is not whole yet.
    private var unfinishedSince: NIODeadline?
    private var handshake = ClosingHandshake()
    private var timing: Timing

    /// Set when the connection leaves its open state; the first reason stays.
    package private(set) var ending: Ending?

    /// - Parameters:
    ///   - agreed: what the answer to the upgrade says of compression.
    ///   - now: when the upgrade was answered.
    package init(
        configuration: WebSocketConfiguration, agreed: PerMessageDeflate? = nil, pool: CompressionPool = .shared,
        now: NIODeadline
    ) {
        closeTimeout = configuration.closeTimeout
        messageTimeout = configuration.messageTimeout
        decoder = FrameDecoder(
            maxFrameSize: configuration.maxFrameSize, allowedReservedBits: agreed == nil ? [] : .rsv1)
        let inflationLimit = InflationLimit(
            maxSize: configuration.maxMessageSize, maxRatio: configuration.compression.maxInflationRatio)
        assembler = MessageAssembler(
            maxSize: configuration.maxMessageSize, maxFragments: configuration.maxFragments,
            inflation: agreed.map { MessageInflation($0, limit: inflationLimit, pool: pool) })
        deflation = agreed.map { MessageDeflation($0, configuration.compression, pool: pool) }
        messageRate = configuration.maxMessagesPerSecond.map { RateLimit(perSecond: $0, now: now) }
        controlFrameRate = configuration.maxControlFramesPerSecond.map { RateLimit(perSecond: $0, now: now) }
        timing = .keepingAlive(
            KeepAlive(idleTimeout: configuration.idleTimeout, pingInterval: configuration.pingInterval, now: now))
    }

    /// A Close frame has been sent or is owed: no message is delivered any more, and none may be sent (§5.5.1).
    package var isClosing: Bool { !handshake.isOpen }

    /// When to call ``deadlineReached(now:)``; `nil` once there is nothing to wait for.
    ///
    /// While the connection is open it only moves later, so one timer suffices that is set anew when it has fired, not
    /// on every message. Closing may bring it forward: set the timer after ``close(_:reason:now:)`` and after a
    /// `writeThenDisconnect`.
    package var deadline: NIODeadline? {
        switch timing {
        case .keepingAlive(let keepAlive): keepAlive.deadline
        case .waiting(let until): until
        case .over: nil
        }
    }

    /// Bytes arrived. Call it again until it returns `nil`.
    ///
    /// - Parameter buffer: everything received and not yet read, see ``FrameDecoder``. What is left in it when `nil`
    ///   comes back must be there, with more behind it, at the next call. Drop a delivered message, or copy what is to
    ///   be kept, before the next call: then nothing is ever copied.
    package mutating func received(_ buffer: inout ByteBuffer, now: NIODeadline) -> ReceivedAction? {
        guard !handshake.isClosed else {
            buffer.moveReaderIndex(to: buffer.writerIndex)
            return nil
        }
        noteTraffic(now: now)
        do throws(WebSocketError) {
            if let unfinishedSince, now >= unfinishedSince + messageTimeout { throw .messageTimeout }
            while let frame = try decoder.next(from: &buffer) {
                let action = try received(frame, now: now)
                if !assembler.isGathering { unfinishedSince = nil }
                if let action { return action }
            }
            try receivedStart(in: buffer)
            noteUnfinished(buffer, now: now)
            return nil
        } catch {
            return fail(error, now: now)
        }
    }

    /// The peer will send nothing more. Without a Close frame before it, this too ends the connection: what a peer that
    /// has stopped listening to our Pings and Closes might still read is of no use to it.
    ///
    /// - Returns: `nil` when the connection has been given up already.
    package mutating func receivedEOF() -> EOFAction? {
        if case .over = timing { return nil }
        if ending == nil { ending = .lost }
        handshake.receivedEOF()
        giveUp()
        return .disconnect
    }

    /// We want to close.
    ///
    /// - Parameters:
    ///   - code: ``CloseCode/isAllowedInFrame`` must hold.
    ///   - reason: for a developer's eyes, at most 123 bytes; never anything secret.
    /// - Returns: the Close frame to write, after which nothing but Pongs may be written; `nil` when one was sent
    ///   before. Then go on reading: the peer's Close, or ``deadline``, brings `.disconnect`.
    package mutating func close(_ code: CloseCode, reason: String = "", now: NIODeadline) -> ByteBuffer? {
        guard handshake.close() else { return nil }
        leaveOpen(.closedByUs(code), now: now)
        return FrameEncoder.close(code, reason: reason)
    }

    /// Makes a compressed frame of a message to send, if that was agreed on and the policy says so.
    ///
    /// - Parameters:
    ///   - opcode: text or binary.
    ///   - payload: the whole message; a text must be UTF-8.
    /// - Returns: the frame, which must be written, and in the order of these calls: later messages may refer to it. `nil` when the
    ///   message is to be sent as it is, see ``FrameEncoder``.
    package mutating func compressedFrame(
        _ opcode: Opcode, _ payload: ByteBuffer, _ wish: OutgoingCompression = .automatic
    ) -> ByteBuffer? {
        guard var frame = deflation?.deflate(payload, wish) else { return nil }
        FrameEncoder.sealCompressed(opcode, &frame)
        return frame
    }

    /// ``deadline`` may have passed.
    ///
    /// - Returns: `nil` when there is nothing to do; set the timer for ``deadline`` again.
    package mutating func deadlineReached(now: NIODeadline) -> DeadlineAction? {
        switch timing {
        case .keepingAlive(var keepAlive):
            let action = keepAlive.deadlineReached(now: now)
            timing = .keepingAlive(keepAlive)
            switch action {
            case .ping: return .write(FrameEncoder.frame(.ping, ByteBuffer()))
            case .expire: return expire(now: now)
            case nil: return nil
            }
        case .waiting(let until):
            guard now >= until else { return nil }
            handshake.receivedEOF()
            giveUp()
            return .disconnect
        case .over:
            return nil
        }
    }

    // MARK: Frames

    private mutating func received(_ frame: Frame, now: NIODeadline) throws(WebSocketError) -> ReceivedAction? {
        switch frame.header.opcode {
        case .text, .binary, .continuation:
            // What was on its way when we said Close is of no use to anyone (§5.5.1).
            guard handshake.isOpen else { return nil }
            guard let message = try assembler.received(frame) else { return nil }
            // Last of all: what is wrong with the message itself may have been told before it was whole.
            if messageRate?.admits(now: now) == false { throw .tooManyMessages }
            return .deliver(message)
        case .ping:
            try admitControlFrame(now: now)
            // §5.5.2: a Ping is answered until a Close was received, even after ours was sent.
            return .write(FrameEncoder.frame(.pong, frame.payload))
        case .pong:
            try admitControlFrame(now: now)
            return nil
        case .close:
            return receivedClose(try CloseBody(parsing: frame.payload).code, now: now)
        }
    }

    private mutating func admitControlFrame(now: NIODeadline) throws(WebSocketError) {
        if controlFrameRate?.admits(now: now) == false { throw .tooManyControlFrames }
    }

    private mutating func receivedStart(in buffer: ByteBuffer) throws(WebSocketError) {
        guard handshake.isOpen, let header = decoder.unfinishedHeader, !header.opcode.isControl else { return }
        try assembler.receivedStart(of: header, buffer)
    }

    /// Nothing more has come: whatever is begun now waits.
    private mutating func noteUnfinished(_ buffer: ByteBuffer, now: NIODeadline) {
        guard unfinishedSince == nil else { return }
        let isUnfinished = assembler.isGathering || decoder.unfinishedHeader != nil || buffer.readableBytes > 0
        if isUnfinished { unfinishedSince = now }
    }

    private mutating func receivedClose(_ code: CloseCode?, now: NIODeadline) -> ReceivedAction? {
        switch handshake.received(code) {
        case .echoThenDisconnect(let code):
            leaveOpen(.closedByPeer(code), now: now)
            return .writeThenDisconnect(FrameEncoder.close(code))
        case .disconnect:
            giveUp()
            return .disconnect
        case .ignore:
            return nil
        }
    }

    // MARK: Endings

    private mutating func fail(_ error: WebSocketError, now: NIODeadline) -> ReceivedAction? {
        switch handshake.failed(error) {
        case .closeThenDisconnect(let code):
            leaveOpen(.failed(error), now: now)
            return .writeThenDisconnect(FrameEncoder.close(code, reason: error.description))
        case .disconnect:
            giveUp()
            return .disconnect
        case .ignore:
            return nil
        }
    }

    /// Only an open connection is kept alive, so there is always somebody to tell.
    private mutating func expire(now: NIODeadline) -> DeadlineAction? {
        guard case .closeThenDisconnect(let code) = handshake.failed(.idle) else { return nil }
        leaveOpen(.failed(.idle), now: now)
        return .writeThenDisconnect(FrameEncoder.close(code, reason: WebSocketError.idle.description))
    }

    private mutating func leaveOpen(_ ending: Ending, now: NIODeadline) {
        self.ending = ending
        timing = .waiting(until: now + closeTimeout)
        drop()
    }

    private mutating func giveUp() {
        timing = .over
        drop()
    }

    /// Lets go of what only an open connection needs; it may be a while until the peer has taken our last words.
    private mutating func drop() {
        assembler.drop()
        deflation?.drop()
    }

    private mutating func noteTraffic(now: NIODeadline) {
        guard case .keepingAlive(var keepAlive) = timing else { return }
        keepAlive.received(now: now)
        timing = .keepingAlive(keepAlive)
    }
}
