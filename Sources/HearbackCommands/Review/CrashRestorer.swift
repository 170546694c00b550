import Foundation
import HearbackReview

/// Gives the terminal back when the program dies of a fault: a shell in raw mode is no place to read about it.
enum CrashRestorer {
    private static let faults = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV]

    /// Readable from a signal handler: allocated once, never freed.
    // SAFETY: written by `arm` before the handlers are installed, only read afterwards.
    nonisolated(unsafe) private static let state = UnsafeMutablePointer<termios>.allocate(capacity: 1)
    // SAFETY: as `state`.
    nonisolated(unsafe) private static var terminal: Int32 = -1
    // SAFETY: filled once and never changed.
    nonisolated(unsafe) private static let farewell: UnsafeMutableBufferPointer<UInt8> = {
        let bytes = Array(Painter.leave.utf8)
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = buffer.initialize(from: bytes)
        return buffer
    }()

    static func arm(_ saved: termios, on descriptor: Int32) {
        state.initialize(to: saved)
        terminal = descriptor
        guard !farewell.isEmpty else { return }
        for number in faults { signal(number, restore) }
    }

    static func disarm() {
        for number in faults { signal(number, SIG_DFL) }
    }

    /// Only what signal-safety(7) allows.
    private static let restore: @convention(c) (Int32) -> Void = { number in
        _ = write(terminal, farewell.baseAddress, farewell.count)
        tcsetattr(terminal, TCSANOW, state)
        signal(number, SIG_DFL)
        raise(number)
    }
}
