public import LiveRendering

/// A value that is worked on: none yet, on its way, there, or failed to come. What was there before stays in sight.
///
///     var results = AsyncValue<[Book]>.idle
///
///     mutating func handle(_ event: Event, socket: inout LiveSocket) {
///         socket.start(\Self.results) { try await library.search(event.query) }
///     }
///
/// - SeeAlso: ``LiveSocket/start(_:discardingPrevious:_:)``
public enum AsyncValue<Value: Sendable>: Sendable {
    /// Nobody has asked for it.
    case idle
    case loading(previous: Value? = nil)
    case ok(Value)
    /// ``LiveWorkError`` where the work itself was not to blame: `CancellationError` where it was cancelled.
    case failed(any Error, previous: Value? = nil)

    /// The value, or while there is none, the one before.
    public var latest: Value? {
        switch self {
        case .idle: nil
        case .loading(let previous), .failed(_, let previous): previous
        case .ok(let value): value
        }
    }

    public var isLoading: Bool {
        guard case .loading = self else { return false }
        return true
    }

    public var failure: (any Error)? {
        guard case .failed(let error, _) = self else { return nil }
        return error
    }

    mutating func load(discardingPrevious: Bool) {
        self = .loading(previous: discardingPrevious ? nil : latest)
    }

    mutating func finish(_ result: Result<Value, any Error>) {
        switch result {
        case .success(let value): self = .ok(value)
        case .failure(let error): self = .failed(error, previous: latest)
        }
    }
}

extension Rendered.StringInterpolation {
    /// What `content` makes of the value; also of the one before, while another is on its way.
    ///
    ///     \(async: results, { books in list(books) }, loading: "<p>Searching…</p>", failed: { _ in "<p>Try again.</p>" })
    ///
    /// - Parameters:
    ///   - loading: stands there while there is nothing to show.
    ///   - failed: is made of the error; never show a visitor what it says.
    public mutating func appendInterpolation<Value>(
        async value: AsyncValue<Value>, _ content: (Value) -> Rendered,
        loading: @autoclosure () -> Rendered = .empty, failed: (any Error) -> Rendered = { _ in .empty }
    ) {
        switch value {
        case .idle: appendInterpolation(Rendered?.none)
        case .loading(let previous): appendInterpolation(previous.map(content) ?? loading())
        case .ok(let value): appendInterpolation(content(value))
        case .failed(let error, _): appendInterpolation(failed(error))
        }
    }
}
