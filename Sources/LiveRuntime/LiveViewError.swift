/// What a view or channel, or the way it uses its socket, did wrong. Ends it, never its connection.
public struct LiveViewError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        case pathIsNotLocal
        case pathIsAnotherView
        case mailboxFull
        case tooManyPatches
        case viewIsAnotherType
        case tooManyChanges
        case navigationWhileRendering
        case timeLimit
        case wrongState
        case tooManyTimers
        case clientFellBehind
        case clientTakesNoBinary
        case eventNameIsTooLong
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
        message: "the view or channel did not keep up with its inputs; make its handlers shorter or publish less often")
    package static let tooManyPatches = LiveViewError(
        code: .tooManyPatches,
        message: "handling a location patched to another one too many times in a row")
    package static let viewIsAnotherType = LiveViewError(
        code: .viewIsAnotherType,
        message: "a component changes a view of another type than the one it is in; give it a closure in its input")
    package static let tooManyChanges = LiveViewError(
        code: .tooManyChanges,
        message: "parts of a page change each other without end")
    package static let navigationWhileRendering = LiveViewError(
        code: .navigationWhileRendering,
        message:
            "a component can send the browser elsewhere when it handles an event, not while it is mounted or updated")
    package static let timeLimit = LiveViewError(
        code: .timeLimit,
        message: "a handler did not return within its time limit; do long work with socket.start, or raise LiveLimits")
    package static let wrongState = LiveViewError(
        code: .wrongState,
        message: "work was started for a view or component of another type than the one that started it")
    package static let tooManyTimers = LiveViewError(
        code: .tooManyTimers, message: "a view set too many timers; use fewer names, and cancel those not needed")

    package static let clientFellBehind = LiveViewError(
        code: .clientFellBehind,
        message: "the client did not take what the channel sent it; push less, or let it ask for more")
    package static let clientTakesNoBinary = LiveViewError(
        code: .clientTakesNoBinary,
        message:
            "a binary message was sent to a client that long-polls or speaks version 1 of the protocol; send it JSON")
    package static let eventNameIsTooLong = LiveViewError(
        code: .eventNameIsTooLong, message: "the name of a binary message's event is at most 255 bytes of UTF-8")

    public var description: String { message }
}
