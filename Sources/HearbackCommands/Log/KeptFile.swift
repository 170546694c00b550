import Foundation
import HearbackCore
import HearbackStore

/// Files that somebody relies on later: keys, and what a witness remembers.
enum KeptFile {
    /// A new file for its owner's eyes only; never in the place of another.
    static func make(_ path: String, holding bytes: [UInt8]) throws {
        do { try DurableFile.make(path, holding: bytes) } catch {
            guard error.code == EEXIST else { throw unwritable(error) }
            throw CommandError(
                "\(VisibleText.inline(path)) is there already", hint: "a key is never written over: give another name", exitCode: ExitCodes.output)
        }
    }

    /// The old content or the new one, never a half.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o644) throws {
        do { try DurableFile.replace(path, with: bytes, mode: mode) } catch { throw unwritable(error) }
    }

    private static func unwritable(_ error: DurableFile.Unwritable) -> CommandError {
        CommandError(
            "\(VisibleText.inline(error.path)) can't be written: \(Descriptor.reason(error.code))",
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
