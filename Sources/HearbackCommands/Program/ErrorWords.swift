import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackConfiguration
import HearbackCore
import HearbackStore

/// Errors in words: what happened, to what; then what to do.
enum ErrorWords {
    /// Nil for what the argument parser has to explain itself.
    static func of(_ error: any Error) -> CommandError? {
        switch error {
        case let error as CommandError: error
        case let problem as Problem: of(problem)
        case let error as ClientError: of(error)
        case let error as UpkeepError: of(error)
        case let errors as ConfigurationErrors: of(errors)
        default: nil
        }
    }

    /// The parser's message, and the way to the command's help that it names in its usage text.
    static func ofParser(_ error: any Error) -> CommandError {
        let message = HearbackCommand.message(for: error)
        let usage = HearbackCommand.fullMessage(for: error, columns: 1_000)
        let lines = usage.split(separator: "\n").map { $0.drop { $0 == " " } }
        // "See 'hearback bill add --help' for more information."
        let hint = lines.last { $0.hasPrefix("See '") }?.dropFirst(4).split(separator: " for more").first.map { "see \($0)" }
        return CommandError(
            lowered(oneLine(message)), hint: hint ?? "see 'hearback --help'", exitCode: HearbackCommand.exitCode(for: error).rawValue)
    }

    /// The first line; where it announces the values that may be given, those too.
    private static func oneLine(_ message: String) -> String {
        let lines = message.split(separator: "\n")
        guard let first = lines.first else { return message }
        let choices = lines.dropFirst().prefix { $0.hasPrefix("  - ") }.map { $0.dropFirst(4) }
        guard first.hasSuffix(":"), !choices.isEmpty else { return String(first) }
        return first + " " + choices.joined(separator: ", ")
    }

    static func of(_ problem: Problem) -> CommandError {
        var message = lowered(problem.title)
        if let field = problem.field { message += " ('\(field)')" }
        if let detail = problem.detail { message += ": \(lowered(detail))" }
        return CommandError(message, hint: hint(for: problem), exitCode: problem.code.exitCode)
    }

    /// Without the full stop, and with a small first letter, unless the first word is an acronym.
    static func lowered(_ sentence: String) -> String {
        let bare = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        guard let second = bare.dropFirst().first, second.isLowercase || second == " " || second == "'" else {
            return bare
        }
        return bare.prefix(1).lowercased() + bare.dropFirst()
    }
}
