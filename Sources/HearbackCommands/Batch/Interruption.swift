import Dispatch
import Foundation
import HearbackCore
import Synchronization

/// Ctrl-C, noticed where it is convenient.
final class Interruption {
    /// 128 + SIGINT.
    static let exitCode: Int32 = 128 + SIGINT

    private let flag: Flag
    private let source: any DispatchSourceSignal

    private final class Flag: Sendable {
        let value = Atomic(false)
    }

    init() {
        let flag = Flag()
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler { flag.value.store(true, ordering: .relaxed) }
        source.resume()
        self.flag = flag
    }

    var happened: Bool { flag.value.load(ordering: .relaxed) }

    func end() {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
}

/// A bar on a terminal; nothing elsewhere.
struct BatchProgress {
    private static let barWidth = 30
    private let console: Console
    private let width: Int?

    init(_ console: Console, isQuiet: Bool) {
        (self.console, width) = (console, isQuiet ? nil : console.errorWidth)
    }

    func show(_ done: Int, of total: Int, _ word: String) {
        guard let width, total > 0 else { return }
        let filled = Self.barWidth * done / total
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.barWidth - filled)
        let text = "[\(bar)] \(Figures.grouped(done)) of \(Figures.grouped(total)) \(word)"
        console.writeError("\r\u{1B}[K" + DisplayWidth.fit(text, into: width - 1))
    }

    func clear() {
        if width != nil { console.writeError("\r\u{1B}[K") }
    }
}
