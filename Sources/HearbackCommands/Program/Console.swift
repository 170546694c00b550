package import Foundation

/// The world around a command: where it reads and writes, what the terminal is, the environment.
package struct Console: Sendable {
    package var write: @Sendable (String) throws -> Void
    package var writeError: @Sendable (String) -> Void
    package var readInput: @Sendable (_ limit: Int) throws -> Data
    package var environment: [String: String]
    /// Columns of the terminal that output goes to; nil when it goes elsewhere.
    package var width: Int?
    /// Columns of the terminal that errors and progress go to.
    package var errorWidth: Int?

    package init(
        write: @escaping @Sendable (String) throws -> Void, writeError: @escaping @Sendable (String) -> Void,
        readInput: @escaping @Sendable (_ limit: Int) throws -> Data, environment: [String: String] = [:],
        width: Int? = nil, errorWidth: Int? = nil
    ) {
        (self.write, self.writeError, self.readInput) = (write, writeError, readInput)
        (self.environment, self.width, self.errorWidth) = (environment, width, errorWidth)
    }

    package func line(_ text: String) throws { try write(text + "\n") }
    package func errorLine(_ text: String) { writeError(text + "\n") }

    var palette: Palette { Palette(terminal: width != nil, environment: environment) }
    var errorPalette: Palette { Palette(terminal: errorWidth != nil, environment: environment) }
}

extension Console {
    package static func system() -> Console {
        let environment = ProcessInfo.processInfo.environment
        return Console(
            write: { try Descriptor.write($0, to: STDOUT_FILENO) },
            // Nowhere is left to report that errors can't be reported.
            writeError: { try? Descriptor.write($0, to: STDERR_FILENO) },
            readInput: { try Descriptor.read(STDIN_FILENO, limit: $0) },
            environment: environment,
            width: Descriptor.width(of: STDOUT_FILENO, environment: environment),
            errorWidth: Descriptor.width(of: STDERR_FILENO, environment: environment))
    }
}
