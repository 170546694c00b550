import ArgumentParser
import Foundation
import HearbackCore
import HearbackTransparency

/// Whose signature counts.
struct LogKeyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The log's key (name+hash+key), from somebody you trust; may be given again.", valueName: "vkey"))
    var key: [String] = []
    @Option(help: ArgumentHelp("File with such keys, one a line, or a trust file (C2SP tlog-policy).", valueName: "path"), completion: .file())
    var keyFile: String?

    func validate() throws {
        guard !key.isEmpty || keyFile != nil else { throw ValidationError("give --key or --key-file") }
    }

    /// - Throws: `CommandError` for what is no key.
    func load(_ console: Console) throws -> (log: [VerifierKey], witnesses: [VerifierKey]) {
        let policy = try policy(console)
        return (policy.logs, policy.witnesses)
    }

    /// - Throws: `CommandError` for what is no key, or no trust file.
    func policy(_ console: Console) throws -> TrustPolicy {
        let bytes = try keyFile.map { try TextInput.contents(of: $0, console) } ?? Data()
        let place = VisibleText.inline(keyFile ?? "")
        let policy: TrustPolicy
        do { policy = try TrustPolicy(bytes, more: key.map { try Self.parse($0) }) } catch let refusal as TrustPolicy.Refusal {
            throw CommandError(
                "\(place)\(refusal.line > 0 ? ", line \(refusal.line)" : ""): \(VisibleText.inline(refusal.words))",
                hint: "its lines are keys of the log (name+hash+key), or those of a C2SP tlog-policy: log, witness, group, quorum", exitCode: ExitCodes.data)
        }
        guard !policy.logs.isEmpty else { throw CommandError("\(place) names no log", hint: "a line of it is the log's key", exitCode: ExitCodes.data) }
        return policy
    }

    static func parse(_ text: String) throws -> VerifierKey {
        guard let key = VerifierKey(text) else {
            throw CommandError(
                "\(VisibleText.inline(text)) is no key", hint: "it looks like comments.example.org/log1+2f3b679a+AQ…; the log publishes it at /log.vkey",
                exitCode: ExitCodes.usage)
        }
        return key
    }
}
