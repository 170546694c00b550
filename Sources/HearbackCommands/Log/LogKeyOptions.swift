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
        var keys = try key.map { try Self.parse($0) }
        var witnesses: [VerifierKey] = []
        if let keyFile {
            let text = String(decoding: try TextInput.contents(of: keyFile, console), as: UTF8.self)
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                let words = line.split(separator: " ")
                switch words.first {
                case "log" where words.count >= 2: keys.append(try Self.parse(String(words[1])))
                case "witness" where words.count >= 3: witnesses.append(try Self.parse(String(words[2])))
                case "group", "quorum", nil: break
                default: keys.append(try Self.parse(String(line)))
                }
            }
        }
        guard !keys.isEmpty else { throw CommandError("\(keyFile ?? "") names no log", hint: "a line of it is the log's key", exitCode: ExitCodes.data) }
        return (keys, witnesses)
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
