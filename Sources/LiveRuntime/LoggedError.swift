import LiveRendering

/// An error as it may stand in a log: an application's own is named by its type only, because what it says may hold what a visitor typed.
package struct LoggedError: CustomStringConvertible {
    package let description: String

    package init(_ error: any Error) {
        switch error {
        case let error as LiveViewError: description = error.message
        case let error as TemplateError:
            description = error.underlying.map { LoggedError($0).description } ?? error.description
        default: description = String(reflecting: type(of: error))
        }
    }
}
