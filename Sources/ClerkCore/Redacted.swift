/// A value that holds a token, a cookie or a secret, and therefore never shows its content: not printed, interpolated,
/// dumped or reflected.
///
/// The witnesses are `public` because the protocols behind them are; the promise itself is ours alone.
protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Redacted {
    public var description: String { "\(Self.self)(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
