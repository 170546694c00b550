import Foundation
import Synchronization

/// Asks for more time again and again while the start is at work. A plain thread: the start keeps its own thread busy, and no
/// task need have run yet.
final class StartExtension: Sendable {
    /// Between two requests.
    private static let pause = 2.0
    /// What each asks for.
    private static let seconds = 20
    /// A start that hangs must not ask for ever.
    private static let longest = 3_600.0

    private let isOver = Mutex(false)

    static func begin(_ herald: Herald) -> StartExtension {
        let extending = StartExtension()
        guard herald.isHeard else { return extending }
        let end = ProcessInfo.processInfo.systemUptime + longest
        let thread = Thread {
            while ProcessInfo.processInfo.systemUptime < end, extending.goesOn({ herald.extendStart(seconds: seconds) }) {
                Thread.sleep(forTimeInterval: pause)
            }
        }
        thread.name = "hb-start"
        thread.start()
        return extending
    }

    /// Nothing is asked for once this has returned.
    func end() { isOver.withLock { $0 = true } }

    private func goesOn(_ ask: () -> Void) -> Bool {
        isOver.withLock { isOver in
            if !isOver { ask() }
            return !isOver
        }
    }
}
