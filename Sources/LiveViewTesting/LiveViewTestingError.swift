public import LiveRuntime

/// Why a page or a view was not what the test asked for.
public enum LiveViewTestingError: Error, Hashable, Sendable, CustomStringConvertible {
    case noRoute(String)
    /// A page load leads elsewhere.
    case redirected(to: String, flash: Flash)
    case forbidden
    /// The page shows no container of this id.
    case noSuchView(String)
    /// The join was answered with an error; the response.
    case joinRefused(String)
    /// The view crashed or ended, and answers nothing any more.
    case ended
    /// The browser could not make sense of what the server sent.
    case broken(String)
    case badSelector(String)
    /// No element, or more than one, where one was asked for; with what there is.
    case noElement(String)
    /// A person could not do this to the element, or it would do nothing; with what could be done.
    case impossible(String)

    public var description: String {
        switch self {
        case .noRoute(let path): "no route fits \(path)"
        case .redirected(let path, let flash):
            "the page redirects to \(path)" + (flash.isEmpty ? "" : ", saying \(flash.keys.sorted())")
        case .forbidden: "the page is not shown to this visitor"
        case .noSuchView(let id): "the page has no view in a container with the id “\(id)”"
        case .joinRefused(let response): "the join was answered with the error \(response)"
        case .ended: "the view has ended, and answers nothing any more"
        case .broken(let reason): "a browser could not make sense of what the server sent: \(reason)"
        case .badSelector(let reason), .noElement(let reason), .impossible(let reason): reason
        }
    }
}
