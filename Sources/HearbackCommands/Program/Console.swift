package import Foundation
package import HearbackCore

/// The world around a command: where it reads and writes, what the terminal is, the environment, the time.
package struct Console: Sendable {
    package var write: @Sendable (String) throws -> Void
    package var writeError: @Sendable (String) -> Void
    package var readInput: @Sendable (_ limit: Int) throws -> Data
    /// A line that somebody types; nil where nobody sits.
    package var readAnswer: (@Sendable () -> String?)?
    package var environment: [String: String]
    package var clock: Clock
    /// Columns of the terminal that output goes to; nil when it goes elsewhere.
    package var width: Int?
    /// Columns of the terminal that errors and progress go to.
    package var errorWidth: Int?

    package init(
        write: @escaping @Sendable (String) throws -> Void, writeError: @escaping @Sendable (String) -> Void,
        readInput: @escaping @Sendable (_ limit: Int) throws -> Data, environment: [String: String] = [:],
        clock: @escaping Clock = Console.systemClock, width: Int? = nil, errorWidth: Int? = nil,
        readAnswer: (@Sendable () -> String?)? = nil
    ) {
        (self.write, self.writeError, self.readInput) = (write, writeError, readInput)
        self.readAnswer = readAnswer
        (self.environment, self.clock, self.width, self.errorWidth) = (environment, clock, width, errorWidth)
    }

    package func line(_ text: String) throws { try write(text + "\n") }
    package func errorLine(_ text: String) { writeError(text + "\n") }

    var palette: Palette { Palette(terminal: width != nil, environment: environment) }
    var errorPalette: Palette { Palette(terminal: errorWidth != nil, environment: environment) }
}

extension Console {
    /// The machine's wall clock, clock_gettime(2).
    package static let systemClock: Clock = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    package static func system() -> Console {
        let environment = ProcessInfo.processInfo.environment
        let answer: @Sendable () -> String? = { readLine() }
        return Console(
            write: { try Descriptor.write($0, to: STDOUT_FILENO) },
            // Nowhere is left to report that errors can't be reported.
            writeError: { try? Descriptor.write($0, to: STDERR_FILENO) },
            readInput: { try Descriptor.read(STDIN_FILENO, limit: $0) },
            environment: environment,
            width: Descriptor.width(of: STDOUT_FILENO, environment: environment),
            errorWidth: Descriptor.width(of: STDERR_FILENO, environment: environment),
            readAnswer: isatty(STDIN_FILENO) == 1 ? answer : nil)
    }
}
