import Foundation
import Glibc

/// Small files that a power cut must not take away, nor leave half written.
extension DurableFile {
    /// A file that could not be written, and why (errno(3)).
    package struct Unwritable: Error, Hashable, Sendable, CustomStringConvertible {
        package let path: String
        package let code: Int32

        package var description: String { "\(path): \(String(cString: strerror(code)))" }
    }

    /// A new file for its owner's eyes only; never in the place of another, which is the error `EEXIST`.
    package static func make(_ path: String, holding bytes: [UInt8]) throws(Unwritable) {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Unwritable(path: path, code: errno) }
        do throws(Unwritable) { try fill(descriptor, bytes, path) } catch {
            unlink(path)
            throw error
        }
        try settle(path)
    }

    /// The old content or the new one, never a half: written beside, on the disk, then put in its place.
    package static func replace(_ path: String, with bytes: [UInt8], mode: UInt32 = 0o644) throws(Unwritable) {
        let draft = path + ".new"
        let descriptor = Glibc.open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw Unwritable(path: draft, code: errno) }
        do throws(Unwritable) {
            try fill(descriptor, bytes, path)
            guard rename(draft, path) == 0 else { throw Unwritable(path: path, code: errno) }
        } catch {
            unlink(draft)
            throw error
        }
        try settle(path)
    }

    /// Writes all, to the disk, and closes.
    private static func fill(_ descriptor: Int32, _ bytes: [UInt8], _ path: String) throws(Unwritable) {
        defer { Glibc.close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { throw Unwritable(path: path, code: errno) }
        }
        guard fsync(descriptor) == 0 else { throw Unwritable(path: path, code: errno) }
    }

    /// The name as well is on the disk.
    static func settle(_ path: String) throws(Unwritable) {
        let folder = folder(of: path)
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unwritable(path: folder, code: errno) }
        defer { Glibc.close(descriptor) }
        // Some network file systems can't, and say so by EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw Unwritable(path: folder, code: errno) }
    }
}
