import Dispatch
import Foundation
import HearbackCore
import Synchronization

/// How far an import is: a bar on a terminal, a line now and then elsewhere.
final class ImportProgress: Sendable {
    private struct State {
        var bar = ""
        var summary = ImportSummary()
        var told = 0
    }

    private let console: Console
    /// In bytes; nil when it can't be known.
    private let total: Int?
    private let isQuiet: Bool
    private let state = Mutex(State())

    /// Elsewhere than on a terminal, a line each time that so many more rows are through.
    private static let step = 5_000
    private static let barWidth = 30

    init(console: Console, total: Int?, isQuiet: Bool) {
        (self.console, self.total, self.isQuiet) = (console, total, isQuiet)
    }

    func advance(bytes: Int, _ summary: ImportSummary) {
        guard !isQuiet else { return }
        state.withLock { state in
            state.summary = summary
            if let width = console.errorWidth {
                let text = bar(bytes, summary)
                state.bar = DisplayWidth.fit(text, into: width - 1)
                console.writeError("\r\u{1B}[K" + state.bar)
            } else if summary.rows - state.told >= Self.step {
                state.told = summary.rows
                console.errorLine(text(bytes, summary))
            }
        }
    }

    /// A line above the bar.
    func say(_ line: String) {
        state.withLock { state in
            console.errorLine((state.bar.isEmpty ? "" : "\r\u{1B}[K") + line)
            if !state.bar.isEmpty { console.writeError(state.bar) }
        }
    }

    /// Takes the bar away; the terminal is as it was.
    func clear() {
        state.withLock { state in
            if !state.bar.isEmpty { console.writeError("\r\u{1B}[K") }
            state.bar = ""
        }
    }

    /// Ctrl-C: clean up, say how far it came, and end as the signal ends programs.
    func whileInterruptible<Value>(_ work: () async throws -> Value) async throws -> Value {
        let before = signal(SIGINT, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler { [self] in
            clear()
            let words = state.withLock(\.summary).words
            console.errorLine("interrupted after \(words)")
            console.errorLine("hint: run the same command again; what is in the ledger is not imported twice")
            signal(SIGINT, SIG_DFL)
            kill(getpid(), SIGINT)
        }
        source.resume()
        defer {
            source.cancel()
            signal(SIGINT, before)
        }
        return try await work()
    }

    private func bar(_ bytes: Int, _ summary: ImportSummary) -> String {
        guard let part = part(bytes) else { return text(bytes, summary) }
        let filled = Int(part * Double(Self.barWidth))
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.barWidth - filled)
        return "[\(bar)] \(text(bytes, summary))"
    }

    private func text(_ bytes: Int, _ summary: ImportSummary) -> String {
        let percent = part(bytes).map { "\(Int($0 * 100)) %  " } ?? ""
        return percent + Figures.count(summary.rows, "row")
            + (summary.refused > 0 ? ", \(Figures.grouped(summary.refused)) refused" : "")
    }

    private func part(_ bytes: Int) -> Double? {
        guard let total, total > 0 else { return nil }
        return min(1, Double(bytes) / Double(total))
    }
}
