import Dispatch
import Foundation
import HearbackCore
import HearbackStore
import Synchronization

/// How far a backup or a restore is: a bar on a terminal, nothing elsewhere. Ctrl-C and SIGTERM leave no half file.
final class UpkeepProgress: Sendable {
    private struct State {
        var isShown = false
        /// What is half; nil once nothing is.
        var draft: String?
    }

    private let console: Console
    private let isQuiet: Bool
    private let state: Mutex<State>
    private static let barWidth = 30

    init(_ console: Console, isQuiet: Bool, draft: String? = nil) {
        (self.console, self.isQuiet) = (console, isQuiet)
        state = Mutex(State(draft: draft))
    }

    func tell(_ progress: LedgerBackup.Progress) {
        switch progress {
        case .copying(let done, let total): show(bar(done, total) + "copying \(Megabytes.text(min(done, total))) of \(Megabytes.text(total))")
        case .checking(.pages): show("checking every page of the copy")
        case .checking(.leaves(let done, let total)):
            show(bar(done, total) + "checking the log, \(Figures.grouped(done)) of \(Leaves.text(total))")
        case .placing: state.withLock { $0.draft = nil }
        }
    }

    /// Runs `work`; whatever ends it, the terminal is as it was.
    func whileInterruptible<Value>(_ work: () throws -> Value) throws -> Value {
        let numbers = [SIGINT, SIGTERM]
        let before = numbers.map { signal($0, SIG_IGN) }
        let sources = numbers.map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in end(number) }
            source.activate()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for (number, handler) in zip(numbers, before) { signal(number, handler) }
            clear()
        }
        return try work()
    }

    /// As the signal ends programs. Where the file is being put in its place, that is finished first.
    private func end(_ number: Int32) {
        state.withLock { state in
            guard let draft = state.draft else { return }
            DurableFile.discard(draft)
            if state.isShown { console.writeError("\r\u{1B}[K") }
            console.errorLine("interrupted; nothing is left of the copy")
            signal(number, SIG_DFL)
            kill(getpid(), number)
        }
    }

    private func bar(_ done: Int64, _ total: Int64) -> String {
        let filled = total > 0 ? Int(Int64(Self.barWidth) * min(done, total) / total) : 0
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: Self.barWidth - filled) + "] "
    }

    private func show(_ text: String) {
        guard !isQuiet, let width = console.errorWidth else { return }
        state.withLock { state in
            state.isShown = true
            console.writeError("\r\u{1B}[K" + DisplayWidth.fit(text, into: width - 1))
        }
    }

    private func clear() {
        state.withLock { state in
            if state.isShown { console.writeError("\r\u{1B}[K") }
            state.isShown = false
        }
    }
}
