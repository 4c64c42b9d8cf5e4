import WireJSON

extension PresenceGossip.Message {
    /// Between nodes of one version of an application; the number changes when the form does.
    private static let version = 1

    var json: JSONValue {
        var members: [String: JSONValue] = ["v": .integer(Self.version), "from": .string(sender.name)]
        switch content {
        case .news(let news): members["news"] = news.json
        case .heartbeat(let count): members["count"] = .integer(Int(clamping: count))
        case .request(let replica): members["request"] = .string(replica.name)
        case .farewell: members["farewell"] = true
        }
        return .object(members)
    }

    /// `nil` if `json` is of another version, or of none.
    init?(_ json: JSONValue) {
        guard json["v"]?.integer == Self.version, let sender = json["from"]?.string else { return nil }
        self.sender = ReplicaID(sender)
        if let news = json["news"] {
            guard let news = PresenceReplica(news) else { return nil }
            content = .news(news)
        } else if let count = json["count"]?.integer.flatMap(UInt64.init(exactly:)) {
            content = .heartbeat(count)
        } else if let replica = json["request"]?.string {
            content = .request(ReplicaID(replica))
        } else if json["farewell"] == true {
            content = .farewell
        } else {
            return nil
        }
    }
}

extension PresenceReplica {
    fileprivate var json: JSONValue {
        [
            "through": .integer(Int(clamping: seen.through)),
            "beyond": .array(seen.beyond.map { .integer(Int(clamping: $0)) }),
            "entries": .object(Dictionary(uniqueKeysWithValues: entries.map { (String($0.key), $0.value.json) })),
        ]
    }

    fileprivate init?(_ json: JSONValue) {
        guard let through = json["through"]?.integer.flatMap(UInt64.init(exactly:)),
            let beyond = json["beyond"]?.array, let entries = json["entries"]?.object
        else { return nil }
        seen = SeenNumbers(
            through: through, beyond: Set(beyond.compactMap { $0.integer.flatMap(UInt64.init(exactly:)) }))
        for (number, entry) in entries {
            guard let number = UInt64(number), seen.contains(number), let entry = PresenceEntry(entry) else {
                return nil
            }
            self.entries[number] = entry
        }
    }
}

extension PresenceEntry {
    fileprivate var json: JSONValue {
        var elements: [JSONValue] = [.string(topic), .string(key), .object(values)]
        if let previous { elements += [.string(previous.replica.name), .integer(Int(clamping: previous.number))] }
        return .array(elements)
    }

    fileprivate init?(_ json: JSONValue) {
        guard let elements = json.array, elements.count == 3 || elements.count == 5, let topic = elements[0].string,
            let key = elements[1].string, let values = elements[2].object
        else { return nil }
        var previous: PresenceTag?
        if elements.count == 5 {
            guard let replica = elements[3].string, let number = elements[4].integer.flatMap(UInt64.init(exactly:))
            else { return nil }
            previous = PresenceTag(replica: ReplicaID(replica), number: number)
        }
        self.init(topic: topic, key: key, values: values, previous: previous)
    }
}
