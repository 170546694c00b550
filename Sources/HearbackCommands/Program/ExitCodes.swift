import ArgumentParser
import HearbackAPI

/// What `hearback` ends with, after sysexits.h.
package enum ExitCodes {
    package static let failed: Int32 = 1
    package static let refused: Int32 = 3
    package static let contradiction: Int32 = 4
    package static let usage: Int32 = 64
    package static let data: Int32 = 65
    package static let input: Int32 = 66
    package static let unreachable: Int32 = 69
    package static let fault: Int32 = 70
    package static let output: Int32 = 74
    package static let tryAgain: Int32 = 75
    package static let protocolError: Int32 = 76
    package static let forbidden: Int32 = 77

    package static let table: [(code: Int32, meaning: String)] = [
        (0, "done"),
        (failed, "not done, or not all of it: the state of things does not allow it, rows were refused; a receipt or log does not hold"),
        (refused, "refused: the address is not acceptable, the signature or the calendar not valid, no witness vouches"),
        (contradiction, "two signed heads of a log contradict each other: keep both"),
        (usage, "wrong use of the command line"),
        (data, "the daemon refuses the data, or a file is not what it should be"),
        (input, "no such comment, bill, endpoint, delivery or file; an empty queue"),
        (unreachable, "the daemon can't be reached"),
        (fault, "a fault inside the daemon"),
        (output, "the output can't be written"),
        (tryAgain, "try again: the daemon is busy, restarting, out of space or did not answer in time"),
        (protocolError, "the answer was not understood: not hearbackd, or another version of it"),
        (forbidden, "your role or your token does not allow it, or the comment is your own"),
    ]

    static var text: String {
        table.map { row in
            let code = String(row.code)
            return "  " + String(repeating: " ", count: 3 - code.count) + code + "  " + row.meaning
        }.joined(separator: "\n")
    }
}

struct ExitCodesTopic: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exit-codes",
        abstract: "What the exit codes mean.",
        discussion: ExitCodes.text + "\n\nA command that a signal ends has 128 + the signal's number: 130 for Ctrl-C.")

    func run() throws {
        throw CleanExit.message(ExitCodes.text)
    }
}
