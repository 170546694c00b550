/// What a command says when it can't go on: a cause, a remedy, a code.
package struct CommandError: Error, Hashable, Sendable {
    package var message: String
    package var hint: String?
    package var exitCode: Int32

    package init(_ message: String, hint: String? = nil, exitCode: Int32 = ExitCodes.failed) {
        (self.message, self.hint, self.exitCode) = (message, hint, exitCode)
    }
}

/// The command has said all that there is to say, and failed.
package struct SilentFailure: Error, Hashable, Sendable {
    package var exitCode: Int32

    package init(exitCode: Int32 = ExitCodes.failed) {
        self.exitCode = exitCode
    }
}
