import Dispatch
import Foundation

/// The signals that a full-screen program answers itself.
final class SignalWatch: Sendable {
    enum Signal: Sendable {
        /// The terminal has another size.
        case resize
        /// The shell, or somebody, woke the program up.
        case wake
        /// End, and tidy up.
        case end
        /// The same, but from a keyboard that another program may be using.
        case interrupt
    }

    // SAFETY: dispatch sources may be used from every thread; their protocol does not say so.
    nonisolated(unsafe) private let sources: [any DispatchSourceSignal]
    private static let meanings: [(number: Int32, signal: Signal)] = [
        (SIGWINCH, .resize), (SIGCONT, .wake), (SIGTERM, .end), (SIGHUP, .end), (SIGINT, .interrupt),
        (SIGQUIT, .interrupt),
    ]

    init(_ take: @escaping @Sendable (Signal) -> Void) {
        let queue = DispatchQueue(label: "hearback.review-signals")
        sources = Self.meanings.map { number, meaning in
            if meaning == .end || meaning == .interrupt { signal(number, SIG_IGN) }
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { take(meaning) }
            source.activate()
            return source
        }
    }

    func stop() {
        for source in sources { source.cancel() }
        for (number, _) in Self.meanings { signal(number, SIG_DFL) }
    }
}
