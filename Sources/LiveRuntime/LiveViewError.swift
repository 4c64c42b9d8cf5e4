/// What a view, or the way it uses its socket, did wrong. Ends the view's channel, never its connection.
public struct LiveViewError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        case pathIsNotLocal
        case pathIsAnotherView
        case mailboxFull
        case tooManyPatches
        case unexpectedMessage
    }

    public let code: Code
    public let message: String

    package static let pathIsNotLocal = LiveViewError(
        code: .pathIsNotLocal,
        message:
            "a navigation target must start with one '/' and hold no backslash, tab or line break; use redirect(toExternal:)"
    )
    package static let pathIsAnotherView = LiveViewError(
        code: .pathIsAnotherView,
        message: "a patch must lead to a location of the same view; use navigate(to:) for another one")
    package static let mailboxFull = LiveViewError(
        code: .mailboxFull,
        message: "the view did not keep up with its inputs; make its handlers shorter or publish less often")
    package static let tooManyPatches = LiveViewError(
        code: .tooManyPatches,
        message: "handling a location patched to another one too many times in a row")
    package static let unexpectedMessage = LiveViewError(
        code: .unexpectedMessage, message: "the browser sent a message that the protocol does not allow here")

    public var description: String { message }
}
