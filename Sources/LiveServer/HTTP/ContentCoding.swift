/// What a client says in `Accept-Encoding`.
///
/// - SeeAlso: RFC 9110 §12.5.3.
enum ContentCoding {
    /// - Parameter header: as it came; nil means nothing was said, and then nothing is compressed.
    /// - Returns: whether gzip is named, or meant by `*`, with a weight above zero. The last mention of gzip counts.
    static func acceptsGzip(_ header: String?) -> Bool {
        var named: Bool?
        var any = false
        for coding in (header ?? "").split(separator: ",") {
            let parts = coding.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            switch parts.first {
            case "gzip", "x-gzip": named = weight > 0
            case "*": any = weight > 0
            default: continue
            }
        }
        return named ?? any
    }
}
