/// What is wrong with the configuration: where, which key, what was expected.
package struct ConfigurationError: Error, Equatable {
    /// The file, or `environment`.
    package let source: String
    /// `server.port`; nil where the whole file can't be read.
    package let key: String?
    package let problem: String
    package let hint: String

    /// `error:` and `hint:`, as people read them.
    package var text: String {
        "error: \(source): \(key.map { "\($0): " } ?? "")\(problem)\nhint: \(hint)"
    }
}

/// All that is wrong at once, so that one run shows everything to mend.
package struct ConfigurationErrors: Error {
    package let errors: [ConfigurationError]

    package var text: String { errors.map(\.text).joined(separator: "\n") }

    /// One line: the first, and how many more there are.
    package var summary: String {
        guard let first = errors.first else { return "bad configuration" }
        let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
        return "\(first.source): \(first.key.map { "\($0): " } ?? "")\(first.problem)\(more)"
    }
}
