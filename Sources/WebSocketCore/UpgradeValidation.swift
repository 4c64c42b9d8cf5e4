/// Whether a request may become a WebSocket, and what it offers (RFC 6455 §4.2.1).
///
/// Origin, cookies, and whether there is anything at the path are not judged here.
package enum UpgradeDecision: Equatable, Sendable {
    case accept(UpgradeOffer)
    case refuse(UpgradeRefusal)
}

/// What a good upgrade request says, and what the answer to it must say.
package struct UpgradeOffer: Equatable, Sendable {
    /// Value of `Sec-WebSocket-Accept` in the answer.
    package let accept: String
    /// Names from `Sec-WebSocket-Protocol`, in the client's order of preference. Choose one and answer with it, or none.
    package let subprotocols: [String]
    let extensions: [ExtensionOffer]

    /// The compression that can be agreed on: answer with its ``PerMessageDeflate/response`` in `Sec-WebSocket-Extensions`, and hand it
    /// to ``WebSocketStateMachine``. Without, the answer has no such field.
    package func compression(granting configuration: WebSocketConfiguration.Compression) -> PerMessageDeflate? {
        PerMessageDeflate.negotiate(extensions, configuration)
    }
}

extension UpgradeOffer: CustomStringConvertible, CustomReflectable {
    /// Without the names: the Phoenix client carries its auth token in a subprotocol's name.
    package var description: String {
        "UpgradeOffer(\(subprotocols.count) subprotocols, \(extensions.count) extensions)"
    }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

package enum UpgradeValidation {
    /// Judges a request.
    ///
    /// - Parameters:
    ///   - method: as it was sent; methods are case-sensitive.
    ///   - version: of HTTP.
    ///   - fields: all header fields, in order. A name may occur on several lines.
    package static func decide(
        method: String,
        version: (major: Int, minor: Int),
        fields: some Sequence<(name: String, value: String)>
    ) -> UpgradeDecision {
        do throws(UpgradeRefusal) {
            return .accept(try offer(method: method, version: version, fields: UpgradeFields(fields)))
        } catch {
            return .refuse(error)
        }
    }

    private static func offer(
        method: String, version: (major: Int, minor: Int), fields: UpgradeFields
    ) throws(UpgradeRefusal) -> UpgradeOffer {
        guard method == "GET" else { throw .method }
        guard version.major == 1, version.minor >= 1 else { throw .httpVersion }
        guard fields.host.count == 1 else { throw .host }
        guard HeaderList.contains("websocket", in: fields.upgrade) else { throw .notWebSocket }
        guard HeaderList.contains("upgrade", in: fields.connection) else { throw .connection }
        // §11.3.5, §11.3.1: version and key must not occur twice.
        guard fields.version == ["13"] else { throw .version }
        guard fields.key.count == 1, AcceptKey.isValid(fields.key[0]) else { throw .key }
        guard let subprotocols = HeaderList.elements(of: fields.protocols), subprotocols.allSatisfy(isVisibleASCII)
        else { throw .subprotocols }
        return UpgradeOffer(
            accept: AcceptKey.accept(for: fields.key[0]),
            subprotocols: subprotocols.map(String.init),
            extensions: try extensions(in: fields)
        )
    }

    private static func extensions(in fields: UpgradeFields) throws(UpgradeRefusal) -> [ExtensionOffer] {
        guard let elements = HeaderList.elements(of: fields.extensions) else { throw .extensions }
        let offers = elements.compactMap(ExtensionOffer.init)
        // §9.1: whoever sends what has not the form of the list is not spoken to.
        guard offers.count == elements.count else { throw .extensions }
        return offers
    }

    /// The name goes back in the answer, so nothing that could end a header line may be in it. §4.1 asks for tokens;
    /// the separators are let through, since the Phoenix client puts base64 with slashes here.
    private static func isVisibleASCII(_ name: Substring) -> Bool {
        name.utf8.allSatisfy { 0x21...0x7E ~= $0 }
    }
}

/// The values that an upgrade is judged by, line by line, without the blanks around them.
private struct UpgradeFields {
    private(set) var host: [Substring] = []
    private(set) var upgrade: [Substring] = []
    private(set) var connection: [Substring] = []
    private(set) var version: [Substring] = []
    private(set) var key: [Substring] = []
    private(set) var protocols: [Substring] = []
    private(set) var extensions: [Substring] = []

    init(_ fields: some Sequence<(name: String, value: String)>) {
        for (name, value) in fields {
            guard let line = Self.lines(named: name) else { continue }
            self[keyPath: line].append(HeaderList.trimmed(value[...]))
        }
    }

    private static func lines(named name: String) -> WritableKeyPath<UpgradeFields, [Substring]>? {
        switch HeaderList.asciiLowercased(name) {
        case "host": \.host
        case "upgrade": \.upgrade
        case "connection": \.connection
        case "sec-websocket-version": \.version
        case "sec-websocket-key": \.key
        case "sec-websocket-protocol": \.protocols
        case "sec-websocket-extensions": \.extensions
        default: nil
        }
    }
}
