import Foundation
import HearbackConfiguration
import HearbackCore
import HearbackTransparency

/// The keys that may have signed a ledger's log, as far as they are at hand.
enum LogKeys {
    /// - Parameters:
    ///   - file: public keys (`/log.vkey`), one a line; nil for the daemon's own key, where it may be read.
    /// - Throws: `CommandError` for a file that was named and holds none.
    static func load(file: String?, _ configuration: ConfigurationValues?, _ console: Console) throws -> [VerifierKey] {
        guard let file else { return own(configuration, console) }
        let lines = String(decoding: try TextInput.contents(of: file, console), as: UTF8.self).split(separator: "\n")
        let keys = lines.compactMap { VerifierKey(String($0)) }
        guard !keys.isEmpty, keys.count == lines.count else {
            throw CommandError(
                "\(VisibleText.inline(file)) does not hold the key of a log", hint: "its lines are what the daemon publishes at /log.vkey",
                exitCode: ExitCodes.data)
        }
        return keys
    }

    /// None where it can't be read: the key that the log began with stands in the log.
    private static func own(_ configuration: ConfigurationValues?, _ console: Console) -> [VerifierKey] {
        guard let path = configuration?.logKeyPath(credentials: console.environment["CREDENTIALS_DIRECTORY"]),
            let text = try? String(contentsOfFile: path, encoding: .utf8)
        else { return [] }
        return text.split(whereSeparator: \.isNewline).compactMap { SigningKey(String($0))?.verifier }
    }
}
