/// Why no mail can be sent with this configuration, as people read it.
package struct MailStartError: Error, Hashable, Sendable, CustomStringConvertible {
    package let problem: String
    package let hint: String

    package var description: String { "\(problem); \(hint)" }
}
