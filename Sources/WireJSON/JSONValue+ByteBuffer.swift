public import NIOCore

extension JSONValue {
    /// The value that `buffer`'s readable bytes spell.
    ///
    /// - Throws: ``JSONError``, with the offset counted from the reader index.
    public init(parsing buffer: ByteBuffer) throws(JSONError) {
        self = try buffer.withUnsafeReadableBytes { bytes throws(JSONError) in
            try JSONParser.parse(bytes.assumingMemoryBound(to: UInt8.self))
        }
    }

    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: ByteBuffer(string: text))
    }

    /// Compact JSON text.
    public func serialized() -> ByteBuffer {
        var json = JSONWriter()
        json.value(self)
        return json.buffer
    }
}
