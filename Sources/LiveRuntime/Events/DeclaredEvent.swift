import WireJSON

/// The events a view or component handles, as a type: what the type cannot be made of is refused.
///
/// Names without data are an enumeration of strings. Where data comes along, the cases have it as values, decoded from the payload's
/// members of the same names; a single value without a label is made of the whole payload.
///
///     enum Event: String, DeclaredEvent {
///         case increment, reset = "start over"
///     }
///
///     enum Event: Decodable, DeclaredEvent {
///         case reverse
///         case remove(id: Int)        // phx-click="remove" phx-value-id="7"
///         case save(Registration)     // a form, or any payload
///     }
///
/// ``LiveEvent`` itself declares every name: the handler must then decide what it does not know, see ``LiveSocket/refuse(_:)``.
public protocol DeclaredEvent: Sendable {
    /// - Returns: `nil` if `event` is not one of these.
    /// - Throws: if it is, but came with what it cannot come with. Both are refused: counted, acknowledged, and the view never sees it.
    init?(_ event: LiveEvent) throws
}

extension DeclaredEvent where Self: RawRepresentable, RawValue == String {
    public init?(_ event: LiveEvent) throws {
        self.init(rawValue: event.name)
    }
}

extension DeclaredEvent where Self: Decodable {
    public init?(_ event: LiveEvent) throws {
        guard let decoded = try NamedPayload.decode(Self.self, from: event) else { return nil }
        self = decoded
    }
}

extension DeclaredEvent where Self: Decodable & RawRepresentable, RawValue == String {
    public init?(_ event: LiveEvent) throws {
        self.init(rawValue: event.name)
    }
}

/// No event at all: of views that handle none.
public enum NoEvents: DeclaredEvent {
    public init?(_ event: LiveEvent) throws { nil }
}

/// An event as an enumeration with values decodes itself: an object whose only member is the case.
///
/// - SeeAlso: Swift Evolution 0295, which says how the compiler has it.
private struct NamedPayload: Decoder {
    let event: LiveEvent
    let finding: Finding

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// Whether the type knows the event's name; nobody asks before it has tried.
    final class Finding {
        var isUnknownName = false
    }

    static func decode<T: Decodable>(_ type: T.Type, from event: LiveEvent) throws -> T? {
        let finding = Finding()
        do {
            return try T(from: NamedPayload(event: event, finding: finding))
        } catch let error as DecodingError {
            if finding.isUnknownName { return nil }
            throw error.withoutValues
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        finding.isUnknownName = Key(stringValue: event.name) == nil
        return KeyedDecodingContainer(NamedPayloadCases<Key>(event: event))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw notCases }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw notCases }

    private var notCases: DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "events decode by their names"))
    }
}

/// The one case there is.
private struct NamedPayloadCases<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let event: LiveEvent

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { Key(stringValue: event.name).map { [$0] } ?? [] }

    func contains(_ key: Key) -> Bool { key.stringValue == event.name }
    func decodeNil(forKey key: Key) throws -> Bool { payload(key).isNil }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try payload(key).decode(type) }

    func nestedContainer<Value: CodingKey>(
        keyedBy type: Value.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Value> {
        KeyedDecodingContainer(PayloadMembers<Value>(decoder: payload(key), members: associatedValues))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try payload(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { PayloadDecoder(value: event.value, isForm: event.isForm) }
    func superDecoder(forKey key: Key) throws -> any Decoder { payload(key) }

    private func payload(_ key: Key) -> PayloadDecoder {
        PayloadDecoder(value: contains(key) ? event.value : nil, isForm: event.isForm)
    }

    /// The payload's members; and under the name that the first value without a label has, the whole.
    private var associatedValues: [String: JSONValue] {
        (event.value.object ?? [:]).merging(["_0": event.value]) { own, _ in own }
    }
}

/// An event that its view or component does not take. The browser is answered all the same, and the view lives.
package struct RefusedEvent: Error {
    let reason: EventRefusals.Reason
    var detail: String?
}

extension LiveEvent {
    /// This event as one of those that a view or component declares.
    package func declared<Event: DeclaredEvent>(as type: Event.Type) throws(RefusedEvent) -> Event {
        let event: Event?
        do {
            event = try Event(self)
        } catch {
            throw RefusedEvent(reason: .payload, detail: (error as? DecodingError)?.sentence)
        }
        guard let event else { throw RefusedEvent(reason: .undeclared) }
        return event
    }
}
