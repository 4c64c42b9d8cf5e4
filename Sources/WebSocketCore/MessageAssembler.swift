package import NIOCore

/// Joins the data frames of a connection to messages.
///
/// Shape: `(text | binary) continuation*`, the last one final, with control frames (which are not for this type)
/// anywhere between (RFC 6455 §5.4). Text is validated as it arrives, so a wrong byte ends the connection without
/// waiting for the end of its frame or message (§8.1).
///
/// A message of one frame passes through uncopied. Only a fragmented one is gathered, in a buffer that is let go with
/// its last fragment: an idle connection holds nothing.
package struct MessageAssembler: Sendable {
    /// A message whose last fragment has not come.
    private struct Begun: Sendable {
        var isText: Bool
        var fragments = 0
        var payload = ByteBuffer()
    }

    private let maxSize: Int
    private let maxFragments: Int
    private var begun: Begun?
    private var text = UTF8Validator()
    /// Bytes at the front of the frame now arriving that are validated already.
    private var validated = 0

    /// - Parameters:
    ///   - maxSize: ``WebSocketConfiguration/maxMessageSize``.
    ///   - maxFragments: ``WebSocketConfiguration/maxFragments``.
    package init(maxSize: Int, maxFragments: Int) {
        self.maxSize = maxSize
        self.maxFragments = maxFragments
    }

    /// A whole data frame arrived.
    ///
    /// - Parameter frame: text, binary or continuation.
    /// - Returns: the message that the frame completes.
    /// - Throws: `.continuationWithoutStart`, `.interleavedMessage`, `.messageTooBig`, `.tooManyFragments`, `.invalidText`.
    package mutating func received(_ frame: Frame) throws(WebSocketError) -> WebSocketMessage? {
        let isText = try admit(frame.header)
        if isText {
            try validate(frame.payload)
            validated = 0
        }
        guard frame.header.isFinal else {
            append(frame, isText: isText)
            return nil
        }
        let payload = joined(with: frame.payload)
        guard isText else { return .binary(payload) }
        guard text.isComplete else { throw .invalidText }
        return .text(payload)
    }

    /// A data frame is arriving: judges what is there of it.
    ///
    /// - Parameter payload: all of the payload that has arrived so far, unmasked.
    /// - Throws: as ``received(_:)``, only sooner.
    package mutating func receivedStart(of header: FrameHeader, _ payload: ByteBuffer) throws(WebSocketError) {
        if try admit(header) { try validate(payload) }
    }

    /// Lets go of an unfinished message that nobody wants any more. No frame may be given after it.
    package mutating func drop() {
        begun = nil
    }

    /// - Returns: whether the frame belongs to a text message.
    private func admit(_ header: FrameHeader) throws(WebSocketError) -> Bool {
        guard let begun else {
            guard header.opcode != .continuation else { throw .continuationWithoutStart }
            guard header.length <= maxSize else { throw .messageTooBig }
            return header.opcode == .text
        }
        guard header.opcode == .continuation else { throw .interleavedMessage }
        guard begun.fragments < maxFragments else { throw .tooManyFragments }
        guard header.length <= maxSize - begun.payload.readableBytes else { throw .messageTooBig }
        return begun.isText
    }

    private mutating func validate(_ payload: ByteBuffer) throws(WebSocketError) {
        let isValid = payload.withUnsafeReadableBytes { bytes in
            text.accepts(UnsafeRawBufferPointer(rebasing: bytes[validated...]))
        }
        guard isValid else { throw .invalidText }
        validated = payload.readableBytes
    }

    private mutating func append(_ frame: Frame, isText: Bool) {
        if begun == nil { begun = Begun(isText: isText) }
        begun?.fragments += 1
        begun?.payload.writeImmutableBuffer(frame.payload)
    }

    private mutating func joined(with last: ByteBuffer) -> ByteBuffer {
        guard var payload = begun?.payload else { return last }
        begun = nil
        payload.writeImmutableBuffer(last)
        return payload
    }
}
