import Foundation
import HearbackReview

/// The terminal that the program was started from, in raw mode and on its alternate screen (termios(3), ECMA-48).
///
/// It is opened by its own name, so that standard output may be a file for the session's figures.
struct Terminal: Sendable {
    /// For reading and writing; never closed, as the program ends with the session.
    let descriptor: Int32
    private let saved: SavedTerminal

    /// - Throws: `CommandError` where there is no terminal, or one that can't place text.
    init(environment: [String: String]) throws {
        let hint = "for scripts: 'hearback queue next', 'hearback comment publish|reject|clarify|note'"
        descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandError("the desk needs a terminal", hint: hint, exitCode: ExitCodes.usage)
        }
        guard let kind = environment["TERM"], !kind.isEmpty, kind != "dumb" else {
            throw CommandError("this terminal can't place text (TERM)", hint: hint, exitCode: ExitCodes.usage)
        }
        var state = termios()
        guard tcgetattr(descriptor, &state) == 0 else {
            throw CommandError("can't read the terminal's settings: \(Descriptor.reason(errno))", exitCode: ExitCodes.failed)
        }
        saved = SavedTerminal(state: state)
    }

    var size: Size {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return Size(columns: 80, rows: 24)
        }
        return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    func enter() throws {
        var raw = saved.state
        cfmakeraw(&raw)
        guard tcsetattr(descriptor, TCSADRAIN, &raw) == 0 else {
            throw CommandError("can't set the terminal up: \(Descriptor.reason(errno))", exitCode: ExitCodes.failed)
        }
        CrashRestorer.arm(saved.state, on: descriptor)
        try write(Painter.enter)
    }

    /// Puts everything back. A terminal that is gone needs nothing.
    func leave() {
        try? write(Painter.leave)
        var state = saved.state
        tcsetattr(descriptor, TCSADRAIN, &state)
        CrashRestorer.disarm()
    }

    func write(_ text: String) throws {
        if !text.isEmpty { try Descriptor.write(text, to: descriptor) }
    }

    /// Whether a shell would bring the program back: its group has a parent of the same session outside (credentials(7)).
    var canSuspend: Bool {
        let parent = getppid()
        return getpgid(parent) != getpgrp() && getsid(parent) == getsid(0)
    }
}

/// `termios` holds an array as a tuple and is a plain value.
private struct SavedTerminal: Sendable {
    let state: termios
}
