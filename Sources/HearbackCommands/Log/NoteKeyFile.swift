import Foundation
import HearbackCore
import HearbackTransparency

/// A file with the private key of a log or a witness: one line, in the form that Go's note package reads too.
enum NoteKeyFile {
    private static let limit = 4_096

    static func make(_ path: String, _ key: SigningKey) throws { try KeptFile.make(path, holding: Array((key.secretText + "\n").utf8)) }

    /// - Throws: `CommandError` for a file that others may read, or that holds anything else.
    static func read(_ path: String) throws -> SigningKey {
        let descriptor = try Descriptor.open(path)
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & 0o077 == 0 else {
            throw CommandError(
                "the key file \(VisibleText.inline(path)) may be read by others", hint: "chmod 600 it; when others could read it, make a new key",
                exitCode: ExitCodes.data)
        }
        let text = String(decoding: try Descriptor.read(descriptor, limit: limit), as: UTF8.self)
        guard let key = SigningKey(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw CommandError(
                "the key file \(VisibleText.inline(path)) does not hold a key", hint: "'hearback log keygen' makes one: PRIVATE+KEY+name+hash+key",
                exitCode: ExitCodes.data)
        }
        return key
    }
}
