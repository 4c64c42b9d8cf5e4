/// Names one failure in the log, so that a person who saw it can be helped: eight random hexadecimal digits.
package struct ErrorID: CustomStringConvertible, Sendable {
    package let description: String

    package init() {
        let digits = String(UInt32.random(in: .min ... .max), radix: 16)
        description = String(repeating: "0", count: 8 - digits.count) + digits
    }
}
