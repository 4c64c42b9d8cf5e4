public import WireJSON

/// One thing that is present under a key: a tab, a device.
public struct PresenceMeta: Hashable, Sendable {
    /// Unique among all that ever were present.
    public let ref: String
    /// The one that this replaced.
    public let previousRef: String?
    /// What it was tracked with.
    public let values: [String: JSONValue]

    /// The value `name`, if it is a string.
    public subscript(name: String) -> String? { values[name]?.string }

    var json: JSONValue {
        var members = values
        members["phx_ref"] = .string(ref)
        members["phx_ref_prev"] = previousRef.map { .string($0) }
        return .object(members)
    }
}

/// Who is there: for each key, such as a user's id, everything present under it.
public struct PresenceList: Hashable, Sendable {
    public private(set) var metas: [String: [PresenceMeta]] = [:]

    public init() {}

    /// How many keys there are.
    public var count: Int { metas.count }
    public var isEmpty: Bool { metas.isEmpty }
    /// In order, so that a page can show them.
    public var keys: [String] { metas.keys.sorted() }

    /// Everything present under `key`; empty if nothing is.
    public subscript(key: String) -> [PresenceMeta] { metas[key] ?? [] }

    /// Follows what came and went. Applying a diff twice, or one whose news the list held already, changes nothing.
    public mutating func apply(_ diff: PresenceDiff) {
        for (key, joined) in diff.joins.metas {
            for meta in joined where !self[key].contains(where: { $0.ref == meta.ref }) { insert(meta, under: key) }
        }
        for (key, left) in diff.leaves.metas {
            for meta in left { remove(meta.ref, under: key) }
        }
    }

    mutating func insert(_ meta: PresenceMeta, under key: String) {
        metas[key, default: []].append(meta)
    }

    mutating func remove(_ ref: String, under key: String) {
        metas[key]?.removeAll { $0.ref == ref }
        if metas[key]?.isEmpty == true { metas[key] = nil }
    }

    /// As `phoenix.js` wants it: `{key: {"metas": [{"phx_ref": …, …}]}}`.
    var json: JSONValue {
        .object(metas.mapValues { ["metas": .array($0.map(\.json))] })
    }
}

/// Who came and who went on one topic, since the diff before it. What was replaced went and came.
public struct PresenceDiff: Hashable, Sendable {
    public internal(set) var joins = PresenceList()
    public internal(set) var leaves = PresenceList()

    var json: JSONValue { ["joins": joins.json, "leaves": leaves.json] }
}

extension PubSubMessage {
    /// Who came and who went on the message's topic, if that is what it says.
    public var presenceDiff: PresenceDiff? { value(as: ChannelBroadcast.self)?.presenceDiff }
}
