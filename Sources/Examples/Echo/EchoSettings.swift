import NIOCore
import WebSocketServer

/// What the environment says: `HOST`, `PORT`, `SERVER`, `LIMITS` and `COMPRESSION`.
struct EchoSettings {
    struct Mistake: Error, CustomStringConvertible {
        let description: String
    }

    /// What serves: `routes` (Hummingbird) or `bare` (SwiftNIO alone).
    enum Server: String {
        case routes, bare
    }

    let host: String
    let port: Int
    let server: Server
    let configuration: WebSocketConfiguration
    let limits: ConnectionLimits

    init(_ environment: [String: String]) throws {
        host = environment["HOST"] ?? "127.0.0.1"
        port = try Self.value(environment, "PORT", default: 9001, among: "a port from 0 to 65535") {
            Int($0).flatMap { 0...65535 ~= $0 ? $0 : nil }
        }
        server = try Self.value(environment, "SERVER", default: .routes, among: "routes or bare") {
            Server(rawValue: $0)
        }
        let compression = try Self.value(
            environment, "COMPRESSION", default: .off, among: "off, large, all or takeover"
        ) {
            compressions[$0]
        }
        configuration = try Self.value(
            environment, "LIMITS", default: .init(compression: compression), among: "default or raised"
        ) {
            switch $0 {
            case "default": WebSocketConfiguration(compression: compression)
            case "raised": .raised(compression)
            default: nil
            }
        }
        limits = environment["LIMITS"] == "raised" ? .raised : ConnectionLimits()
    }

    private static func value<Value>(
        _ environment: [String: String], _ name: String, default: Value, among: String, _ parse: (String) -> Value?
    ) throws -> Value {
        guard let text = environment[name] else { return `default` }
        guard let value = parse(text) else { throw Mistake(description: "\(name) must be \(among), or left out.") }
        return value
    }
}

private let compressions: [String: WebSocketConfiguration.Compression] = [
    "off": .off,
    "large": .init(policy: .joinsAndLargeMessages, maxInflationRatio: 1032),
    "all": .init(policy: .all, threshold: 1, maxInflationRatio: 1032),
    "takeover": .init(
        policy: .all, threshold: 1, serverContextTakeover: true, clientContextTakeover: true, maxInflationRatio: 1032),
]

extension WebSocketConfiguration {
    /// For conformance suites and benchmarks, whose messages are larger, more and more fragmented than those of any page.
    fileprivate static func raised(_ compression: Compression) -> WebSocketConfiguration {
        WebSocketConfiguration(
            maxFrameSize: 16 * 1024 * 1024 + 1, maxMessageSize: 16 * 1024 * 1024 + 1, maxFragments: 1024 * 1024,
            messageTimeout: .minutes(5), maxMessagesPerSecond: nil, maxControlFramesPerSecond: nil,
            compression: compression)
    }
}

extension ConnectionLimits {
    fileprivate static var raised: ConnectionLimits {
        var limits = ConnectionLimits()
        limits.maxUnsentBytes = 64 * 1024 * 1024
        return limits
    }
}
