import Foundation
import Glibc

/// A file beside the ledger, in no backup, with the last head that left the house.
struct HighWaterMark: Sendable {
    let path: String

    /// Nil when there is none yet.
    func read() throws -> [UInt8]? {
        guard access(path, F_OK) == 0 else { return nil }
        do { return Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            throw StartError.configuration("the high-water mark \(path) can't be read", hint: "check transparency.high_water_mark")
        }
    }

    struct Unwritable: Error, CustomStringConvertible {
        let path: String
        let code: Int32
        var description: String { "\(path): \(String(cString: strerror(code)))" }
    }

    /// The old one or the new one, never a half: written beside, on the disk, then put in its place.
    func write(_ note: [UInt8]) throws {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Unwritable(path: draft, code: errno) }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, note, note.count) == note.count, fsync(descriptor) == 0, rename(draft, path) == 0 else {
            throw Unwritable(path: path, code: errno)
        }
        let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Unwritable(path: path, code: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Unwritable(path: path, code: errno) }
    }
}
