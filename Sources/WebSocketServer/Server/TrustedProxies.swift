public import NIOCore

/// The reverse proxies in front of a server, whose word on a client's address counts.
public struct TrustedProxies: Sendable {
    public enum Mistake: Error, Hashable, Sendable, CustomStringConvertible {
        case notARange(String)

        public var description: String {
            switch self {
            case .notARange(let text):
                "\(text) is no range of addresses: write one as in 10.0.0.0/8 or fd00::/8, or a single address."
            }
        }
    }

    private struct Range: Sendable {
        let bits: UInt128
        let prefix: Int

        func contains(_ address: IPAddress) -> Bool {
            prefix == 0 || (address.bits ^ bits) >> UInt128(128 - prefix) == 0
        }
    }

    private let ranges: [Range]
    private let trustsUnixSocket: Bool

    /// Nobody: every client is who it connects as.
    public static let none = TrustedProxies(ranges: [], trustsUnixSocket: false)

    /// - Parameters:
    ///   - ranges: `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`. Too wide a range lets clients in it choose the address they are counted under.
    ///   - trustsUnixSocket: whether whoever connects through a Unix socket is a proxy.
    public init(_ ranges: [String], trustsUnixSocket: Bool = false) throws(Mistake) {
        var parsed: [Range] = []
        for text in ranges { parsed.append(try Self.range(text)) }
        self.init(ranges: parsed, trustsUnixSocket: trustsUnixSocket)
    }

    private init(ranges: [Range], trustsUnixSocket: Bool) {
        self.ranges = ranges
        self.trustsUnixSocket = trustsUnixSocket
    }

    private static func range(_ text: String) throws(Mistake) -> Range {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(String(parts[0])) else { throw .notARange(text) }
        let isV4 = !parts[0].contains(":")
        let width = isV4 ? 32 : 128
        guard parts.count == 2 else { return Range(bits: address.bits, prefix: 128) }
        guard let prefix = Int(parts[1]), 0...width ~= prefix else { throw .notARange(text) }
        return Range(bits: address.bits, prefix: prefix + 128 - width)
    }

    /// Who the client is.
    ///
    /// The list is read from its end: each proxy has added the address it was called from, and only those added by proxies that are
    /// trusted can be believed.
    ///
    /// - Parameters:
    ///   - peer: at the other end of the connection.
    ///   - forwardedFor: the lines of `X-Forwarded-For`, in order.
    /// - Returns: `nil` if nobody knows: a Unix socket, and nothing forwarded.
    public func client(peer: SocketAddress?, forwardedFor: [String]) -> IPAddress? {
        var client = peer.flatMap { IPAddress($0) }
        guard client.map(trusts) ?? trustsUnixSocket else { return client }
        for element in forwardedFor.flatMap({ $0.split(separator: ",") }).reversed() {
            guard let forwarded = Self.address(element) else { break }
            client = forwarded
            guard trusts(forwarded) else { break }
        }
        return client
    }

    private func trusts(_ address: IPAddress) -> Bool {
        ranges.contains { $0.contains(address) }
    }

    /// With or without a port, as some proxies write it: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
    private static func address(_ element: Substring) -> IPAddress? {
        let text = element.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
        if text.first == "[" { return IPAddress(String(text.dropFirst().prefix { $0 != "]" })) }
        return IPAddress(String(text)) ?? IPAddress(String(text.prefix { $0 != ":" }))
    }
}
