package import NIOCore

/// Takes a client's frames out of the bytes that arrive.
///
/// The caller owns one buffer per connection, appends what it reads, and pulls until `nil`. Between the calls it may
/// discard the bytes already read, but must not touch those still readable: an unfinished payload is unmasked where it
/// lies, as it arrives.
///
/// A payload is not copied where it can be helped: with a buffer that nobody else holds it is unmasked in place and
/// handed out as a slice. While somebody does hold the buffer's storage (a kept message, a pool), each payload is copied
/// out by itself, so that one held slice never makes the rest of the buffer be copied.
package struct FrameDecoder: Sendable {
    private let parser: FrameHeaderParser
    private var unfinished: Unfinished?

    /// - Parameters:
    ///   - maxFrameSize: ``WebSocketConfiguration/maxFrameSize``.
    ///   - allowedReservedBits: those that a negotiated extension has given a meaning to.
    package init(maxFrameSize: Int, allowedReservedBits: ReservedBits = []) {
        parser = FrameHeaderParser(maxPayload: maxFrameSize, allowedReservedBits: allowedReservedBits)
    }

    /// Takes the next whole frame.
    ///
    /// - Parameter buffer: the caller's; read bytes leave it. When `nil` comes back, what is left in it is the start of
    ///   a frame: keep it, it may have become a smaller buffer of its own.
    /// - Returns: `nil` when more bytes are needed.
    /// - Throws: what is wrong with the header. Every later call with the same buffer throws the same.
    package mutating func next(from buffer: inout ByteBuffer) throws(WebSocketError) -> Frame? {
        guard var frame = try begun(from: &buffer) else { return nil }
        guard buffer.readableBytes >= frame.header.length else {
            frame.unmaskArrived(in: &buffer)
            unfinished = frame
            return nil
        }
        unfinished = nil
        return Frame(header: frame.header, payload: frame.takePayload(from: &buffer))
    }

    /// The header of a frame that has begun to arrive; the buffer then holds the start of its payload, unmasked.
    ///
    /// For rules that need not wait for the rest. Valid after ``next(from:)`` returned `nil`.
    package var unfinishedHeader: FrameHeader? { unfinished?.header }

    private func begun(from buffer: inout ByteBuffer) throws(WebSocketError) -> Unfinished? {
        if let unfinished { return unfinished }
        let parsed = try buffer.withUnsafeReadableBytes { bytes throws(WebSocketError) in try parser.parse(bytes) }
        guard let parsed else { return nil }
        buffer.moveReaderIndex(forwardBy: parsed.size)
        return Unfinished(header: parsed.header, maskingKey: parsed.maskingKey)
    }
}

/// A frame whose header is read; its payload is in the buffer, or still to come.
private struct Unfinished: Sendable {
    var header: FrameHeader
    var maskingKey: MaskingKey
    /// Bytes at the front of the payload that are unmasked already.
    var unmasked = 0

    /// - Parameter buffer: holds less than the whole payload, and nothing else.
    mutating func unmaskArrived(in buffer: inout ByteBuffer) {
        let arrived = buffer.readableBytes
        guard unmasked < arrived else { return }
        if !unmaskInPlace(upTo: arrived, of: &buffer) {
            buffer = unmaskedCopy(of: buffer)
        }
        unmasked = arrived
    }

    /// - Parameter buffer: holds the whole payload, and perhaps more.
    func takePayload(from buffer: inout ByteBuffer) -> ByteBuffer {
        // An empty slice would hold the caller's storage for nothing.
        guard header.length > 0 else { return ByteBuffer() }
        let isUnmasked = unmaskInPlace(upTo: header.length, of: &buffer)
        guard let payload = buffer.readSlice(length: header.length) else {
            preconditionFailure("the payload was checked to be there")
        }
        return isUnmasked ? payload : unmaskedCopy(of: payload)
    }

    /// - Returns: `false`, with nothing done, when somebody else holds the storage.
    private func unmaskInPlace(upTo end: Int, of buffer: inout ByteBuffer) -> Bool {
        buffer.modifyIfUniquelyOwned { unmask(upTo: end, of: &$0) } != nil
    }

    private func unmaskedCopy(of payload: ByteBuffer) -> ByteBuffer {
        var copy = ByteBufferAllocator().buffer(capacity: payload.readableBytes)
        copy.writeImmutableBuffer(payload)
        unmask(upTo: copy.readableBytes, of: &copy)
        return copy
    }

    private func unmask(upTo end: Int, of buffer: inout ByteBuffer) {
        buffer.withUnsafeMutableReadableBytes { bytes in
            maskingKey.apply(to: UnsafeMutableRawBufferPointer(rebasing: bytes[unmasked..<end]), at: unmasked)
        }
    }
}
