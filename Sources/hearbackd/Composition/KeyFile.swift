import Foundation
import Glibc
import HearbackStore

/// The file with the key that seals endpoint secrets: 32 bytes in hexadecimal, for its owner's eyes only.
enum KeyFile {
    /// - Parameter mayMake: whether a missing key may be made; for a ledger whose secrets are sealed it may not.
    static func box(at path: String, mayMake: Bool) throws -> SecretBox {
        if !exists(path), mayMake {
            let key = LedgerOptions.secureRandom(SecretBox.keyLength).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            try make(path, holding: key.joined())
        }
        let text = try secret(at: path, setting: "store.key")
        guard let key = bytes(text), let box = SecretBox(key: key) else {
            throw StartError.configuration(
                "the key file \(path) does not hold 64 hexadecimal digits", hint: "give back the one that belongs to this ledger")
        }
        return box
    }

    /// What the file holds, without white space around it.
    ///
    /// - Parameter setting: that names the file.
    static func secret(at path: String, setting: String) throws -> String {
        var status = stat()
        guard stat(path, &status) == 0, let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw StartError.configuration(
                "the key file \(path) can't be read", hint: "give back the one that belongs to this ledger, or check \(setting)")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw StartError.configuration("the key file \(path) may be read by others", hint: "chmod 600 \(path)")
        }
        return text.trimmed
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Durable before it is used: a key that a power cut takes away would lock every secret.
    static func make(_ path: String, holding text: String) throws {
        do { try DurableFile.make(path, holding: Array((text + "\n").utf8)) } catch {
            throw StartError(
                problem: "the key file \(path) can't be written: \(String(cString: strerror(error.code)))",
                hint: "check that its folder exists and may be written by this user", exitCode: 74)
        }
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
