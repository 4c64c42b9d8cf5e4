/// A template's values, in one block of memory.
///
/// Its owner fills it while nobody else has it; from then on it does not change.
struct RenderedStorage: @unchecked Sendable {
    // Hence unchecked: what several threads see is constant, and what it holds is Sendable.
    private var buffer: Buffer

    private struct Header {
        var template: TemplateReference
        var count = 0
        let capacity: Int
    }

    private final class Buffer: ManagedBuffer<Header, Dynamic> {
        deinit {
            _ = withUnsafeMutablePointers { header, elements in elements.deinitialize(count: header.pointee.count) }
        }
    }

    init(capacity: Int) {
        let buffer = Buffer.create(minimumCapacity: capacity) { _ in
            Header(template: .rowWrapper, capacity: capacity)
        }
        // `create` makes an object of the class it is called on.
        self.buffer = unsafeDowncast(buffer, to: Buffer.self)
    }

    var template: TemplateReference {
        get { header.pointee.template }
        nonmutating set { header.pointee.template = newValue }
    }

    var count: Int { header.pointee.count }

    subscript(index: Int) -> Dynamic {
        precondition(index < count)
        return elements[index]
    }

    mutating func append(_ dynamic: consuming Dynamic) {
        if count == header.pointee.capacity || !isKnownUniquelyReferenced(&buffer) { self = copy() }
        (elements + count).initialize(to: dynamic)
        header.pointee.count += 1
    }

    private func copy() -> RenderedStorage {
        let copy = RenderedStorage(capacity: 2 * count + 1)
        copy.elements.initialize(from: elements, count: count)
        copy.header.pointee.count = count
        return copy
    }

    // Pointers into the buffer, which lives as long as `self`. Through them, because each access to a class's property is checked.

    @inline(__always)
    private var header: UnsafeMutablePointer<Header> { buffer.withUnsafeMutablePointerToHeader { $0 } }

    /// - Important: good for as long as the storage lives; nobody may write to it.
    @inline(__always)
    var elements: UnsafeMutablePointer<Dynamic> { buffer.withUnsafeMutablePointerToElements { $0 } }
}
