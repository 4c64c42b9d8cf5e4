package import NIOCore

/// Joins the data frames of a connection to messages.
///
/// Shape: `(text | binary) continuation*`, the last one final, with control frames (which are not for this type)
/// anywhere between (RFC 6455 §5.4). Text is validated as it arrives, so a wrong byte ends the connection without
/// waiting for the end of its frame or message (§8.1).
///
/// A message of one frame passes through uncopied. Only a fragmented one is gathered, in a buffer that is let go with
/// its last fragment: an idle connection holds nothing.
///
/// A compressed message is gathered as it came and inflated when it is whole: what a peer can make the server hold is what it has sent,
/// not the thousandfold.
package struct MessageAssembler {
    /// A message whose last fragment has not come.
    private struct Begun {
        let kind: Kind
        var fragments = 0
        var payload = ByteBuffer()
    }

    private let maxSize: Int
    private let maxFragments: Int
    private var inflation: MessageInflation?
    private var begun: Begun?
    private var text = UTF8Validator()
    /// Bytes at the front of the frame now arriving that are validated already.
    private var validated = 0

    /// - Parameters:
    ///   - maxSize: ``WebSocketConfiguration/maxMessageSize``.
    ///   - maxFragments: ``WebSocketConfiguration/maxFragments``.
    ///   - inflation: what takes compressed messages apart; without, no frame may have RSV1 set.
    init(maxSize: Int, maxFragments: Int, inflation: MessageInflation? = nil) {
        self.maxSize = maxSize
        self.maxFragments = maxFragments
        self.inflation = inflation
    }

    /// A message has begun, and its last fragment has not come.
    var isGathering: Bool { begun != nil }

    /// A whole data frame arrived.
    ///
    /// - Parameter frame: text, binary or continuation.
    /// - Returns: the message that the frame completes.
    /// - Throws: `.continuationWithoutStart`, `.interleavedMessage`, `.messageTooBig`, `.tooManyFragments`, `.invalidText`,
    ///   `.invalidCompression`, `.inflationRatio`.
    package mutating func received(_ frame: Frame) throws(WebSocketError) -> WebSocketMessage? {
        let kind = try admit(frame.header)
        if kind.isPlainText {
            try validate(frame.payload)
            validated = 0
        }
        guard frame.header.isFinal else {
            append(frame, kind)
            return nil
        }
        let payload = joined(with: frame.payload)
        if kind.isCompressed { return try inflated(payload, isText: kind.isText) }
        guard kind.isText else { return .binary(payload) }
        guard text.isComplete else { throw .invalidText }
        return .text(payload)
    }

    /// A data frame is arriving: judges what is there of it.
    ///
    /// - Parameter payload: all of the payload that has arrived so far, unmasked.
    /// - Throws: as ``received(_:)``, only sooner.
    package mutating func receivedStart(of header: FrameHeader, _ payload: ByteBuffer) throws(WebSocketError) {
        if try admit(header).isPlainText { try validate(payload) }
    }

    /// Lets go of an unfinished message that nobody wants any more. No frame may be given after it.
    package mutating func drop() {
        begun = nil
        inflation?.drop()
    }

    /// What the first frame of a message says about all of it.
    private struct Kind {
        let isText: Bool
        let isCompressed: Bool

        /// Text that can be judged as it arrives.
        var isPlainText: Bool { isText && !isCompressed }
    }

    private func admit(_ header: FrameHeader) throws(WebSocketError) -> Kind {
        guard let begun else {
            guard header.opcode != .continuation else { throw .continuationWithoutStart }
            guard header.length <= maxSize else { throw .messageTooBig }
            return Kind(isText: header.opcode == .text, isCompressed: header.reservedBits.contains(.rsv1))
        }
        guard header.opcode == .continuation else { throw .interleavedMessage }
        guard begun.fragments < maxFragments else { throw .tooManyFragments }
        guard header.length <= maxSize - begun.payload.readableBytes else { throw .messageTooBig }
        return begun.kind
    }

    private mutating func validate(_ payload: ByteBuffer) throws(WebSocketError) {
        let isValid = payload.withUnsafeReadableBytes { bytes in
            text.accepts(UnsafeRawBufferPointer(rebasing: bytes[validated...]))
        }
        guard isValid else { throw .invalidText }
        validated = payload.readableBytes
    }

    private mutating func append(_ frame: Frame, _ kind: Kind) {
        if begun == nil { begun = Begun(kind: kind) }
        begun?.fragments += 1
        begun?.payload.writeImmutableBuffer(frame.payload)
    }

    private mutating func joined(with last: ByteBuffer) -> ByteBuffer {
        guard var payload = begun?.payload else { return last }
        begun = nil
        payload.writeImmutableBuffer(last)
        return payload
    }

    private mutating func inflated(_ payload: ByteBuffer, isText: Bool) throws(WebSocketError) -> WebSocketMessage {
        guard let inflated = try inflation?.inflate(payload, isText: isText) else {
            preconditionFailure("RSV1 was let through without an extension that defines it")
        }
        return isText ? .text(inflated) : .binary(inflated)
    }
}
