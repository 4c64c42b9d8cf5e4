/// What makes a row the same row, whatever its position.
@usableFromInline
enum RowKey: Hashable, Sendable {
    case integer(Int)
    case text(String)
    indirect case other(OpaqueKey)

    @inlinable
    init<ID: Hashable & Sendable>(_ id: ID) {
        // Where the type is known when this is compiled, so is the case.
        if let id = id as? Int {
            self = .integer(id)
        } else if let id = id as? String {
            self = .text(id)
        } else {
            self = .other(OpaqueKey(id))
        }
    }
}

/// Any hashable value that may cross threads.
@usableFromInline
package struct OpaqueKey: Hashable, Sendable {
    private let value: any Hashable & Sendable

    @usableFromInline
    package init(_ value: some Hashable & Sendable) {
        self.value = value
    }

    @usableFromInline
    package static func == (one: Self, other: Self) -> Bool { AnyHashable(one.value) == AnyHashable(other.value) }

    @usableFromInline
    package func hash(into hasher: inout Hasher) { AnyHashable(value).hash(into: &hasher) }
}
