import Foundation
import HearbackCore

/// Files that a power cut must not take away, nor leave half written.
enum KeptFile {
    /// A new file for its owner's eyes only; never in the place of another.
    static func make(_ path: String, holding bytes: [UInt8]) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw unwritable(path, errno) }
            throw CommandError(
                "\(VisibleText.inline(path)) is there already", hint: "a key is never written over: give another name", exitCode: ExitCodes.output)
        }
        do { try fill(descriptor, bytes, path) } catch {
            unlink(path)
            throw error
        }
        try settle(path)
    }

    /// The old content or the new one, never a half.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o644) throws {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw unwritable(draft, errno) }
        do {
            try fill(descriptor, bytes, draft)
            guard rename(draft, path) == 0 else { throw unwritable(path, errno) }
        } catch {
            unlink(draft)
            throw error
        }
        try settle(path)
    }

    /// Writes all, to the disk, and closes.
    private static func fill(_ descriptor: Int32, _ bytes: [UInt8], _ path: String) throws {
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { throw unwritable(path, errno) }
        }
        guard fsync(descriptor) == 0 else { throw unwritable(path, errno) }
    }

    /// The name as well is on the disk.
    private static func settle(_ path: String) throws {
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw unwritable(path, errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw unwritable(path, errno) }
    }

    private static func unwritable(_ path: String, _ number: Int32) -> CommandError {
        CommandError(
            "\(VisibleText.inline(path)) can't be written: \(Descriptor.reason(number))",
            hint: "see whether its folder is there and may be written, and the disk has room", exitCode: ExitCodes.output)
    }
}

/// One at a time (flock(2)): the kernel lets go when the process ends, even by a crash.
enum FileLock {
    /// - Parameter path: of what is guarded; the lock is a file beside it.
    static func hold<Value>(beside path: String, _ body: () async throws -> Value) async throws -> Value {
        let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandError(
                "\(VisibleText.inline(path)).lock can't be opened: \(Descriptor.reason(errno))", hint: "see whether its folder is there and may be written",
                exitCode: ExitCodes.output)
        }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw CommandError(
                "another process works with \(VisibleText.inline(path))", hint: "wait until it is done", exitCode: ExitCodes.tryAgain)
        }
        return try await body()
    }
}
