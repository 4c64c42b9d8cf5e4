/// Messages for the next page, by kind: `info`, `error`, or an application's own.
public typealias Flash = [String: String]
