import Foundation
import HearbackCore

/// Where a text waits that was written and could not be sent: its writer's alone, by comment and purpose.
struct DraftFile {
    let path: String

    init(_ reference: String, for purpose: String, _ environment: [String: String]) {
        let state = environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? (environment["HOME"] ?? "/tmp") + "/.local/state"
        // A reference is letters, digits and hyphens; whatever else a daemon says stays out of the path.
        let name = reference.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        path = "\(state)/hearback/\(name).\(purpose).txt"
    }

    /// Empty where there is none.
    func read() -> String {
        FileManager.default.contents(atPath: path).flatMap { String(validating: $0, as: UTF8.self) } ?? ""
    }

    /// - Throws: `CommandError` with the text in it, so that it is not lost even then.
    func keep(_ text: String) throws {
        let manager = FileManager.default
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try manager.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            guard manager.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]) else {
                throw CommandError("no file")
            }
        } catch {
            throw CommandError(
                "\(VisibleText.inline(path)) can't be written; this is what you wrote:\n\(VisibleText.lines(text).joined(separator: "\n"))",
                hint: "copy it from here, then make room or set XDG_STATE_HOME", exitCode: ExitCodes.output)
        }
    }

    /// Once it was sent.
    func discard() throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.removeItem(atPath: path)
    }
}
