public import NIOCore

/// An address of the internet protocol, without a port.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// As IPv6 (RFC 4291 §2.5.5.2 for those of IPv4), so that a client is the same whichever way it comes.
    let bits: UInt128
    public let description: String

    /// - Parameter text: `192.0.2.1` or `2001:db8::1`, and nothing around it.
    public init?(_ text: String) {
        guard let address = try? SocketAddress(ipAddress: text, port: 0) else { return nil }
        self.init(address)
    }

    /// - Returns: `nil` for the address of a Unix socket.
    public init?(_ address: SocketAddress) {
        guard let text = address.ipAddress, let bits = Self.bits(of: address) else { return nil }
        self.bits = bits
        description = bits >> 32 == 0xFFFF ? text.split(separator: ":").last.map(String.init) ?? text : text
    }

    private static func bits(of address: SocketAddress) -> UInt128? {
        switch address {
        case .v4: 0xFFFF << 32 | integer(in: address, at: 4..<8)
        case .v6: integer(in: address, at: 8..<24)
        case .unixDomainSocket: nil
        }
    }

    /// - Parameter range: where `sockaddr_in` and `sockaddr_in6` hold the address, on every system (RFC 3493 §3.3).
    private static func integer(in address: SocketAddress, at range: Range<Int>) -> UInt128 {
        address.withSockAddr { start, size in
            UnsafeRawBufferPointer(start: start, count: size)[range].reduce(0) { $0 << 8 | UInt128($1) }
        }
    }

    /// Whether the address is one of this machine's own: 127.0.0.0/8 or ::1.
    public var isLoopback: Bool { bits == 1 || bits >> 24 == 0xFFFF_7F }

    /// What one client can have as many of as it likes is counted as one: the last 64 bits of IPv6.
    var client: UInt128 { bits >> 32 == 0xFFFF ? bits : (bits >> 64) << 64 }
}
