/// One thing that is wrong with a configuration. Never holds what was configured.
public struct ConfigurationProblem: Hashable, Sendable, CustomStringConvertible {
    /// The environment variable that sets it.
    public let variable: String
    /// A sentence's end: what is wrong, and what a right value looks like.
    public let message: String

    init(_ variable: String, _ message: String) {
        self.variable = variable
        self.message = message
    }

    public var description: String { "\(variable) \(message)" }
}

/// Everything that is wrong with a configuration, at once, so that one restart mends it.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Never empty.
    public let problems: [ConfigurationProblem]

    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
