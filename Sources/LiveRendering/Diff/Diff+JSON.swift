import WireJSON

/// The letters of a tree and of a diff, named here and nowhere else.
package enum DiffKey {
    /// A template's literal text.
    package static let statics = "s"
    /// On a component's node: its markup is one element.
    package static let root = "r"
    /// A list's rows by position.
    package static let rows = "k"
    /// How many rows a list has; stands in every `rows`.
    package static let rowCount = "kc"
    /// Some row came from another position.
    package static let rowsMoved = "km"
    /// Beside `rows`: what happened to a list whose rows the browser keeps.
    package static let stream = "stream"
    /// Components by number; at the top of a message.
    package static let components = "c"
    /// At the top of a message: the page's title.
    package static let title = "t"
    /// At the top of a message: events for the page's hooks.
    package static let events = "e"
    /// At the top of a message: what a hook's event is answered with. Hence no `root` there.
    package static let reply = "r"
}

/// How an object of changes begins, once there is a change, and how it ends.
enum DiffOpening {
    /// In an object the caller has begun.
    case none
    /// `"3":{`
    case member(Int)
    /// `"3":[5,{`: row 3 was row 5.
    case movedRow(Int, from: Int)
}

extension JSONWriter {
    mutating func begin(_ opening: DiffOpening) {
        switch opening {
        case .none: break
        case .member(let position):
            name(position)
            beginObject()
        case .movedRow(let position, let oldPosition):
            name(position)
            beginArray()
            integer(oldPosition)
            beginObject()
        }
    }

    mutating func end(_ opening: DiffOpening) {
        switch opening {
        case .none: break
        case .member: endObject()
        case .movedRow:
            endObject()
            endArray()
        }
    }
}
