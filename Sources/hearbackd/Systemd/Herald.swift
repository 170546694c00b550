import Glibc
import HearbackStore
import Synchronization

/// Tells the service manager what the daemon is about, in the order in which the manager wants to hear it.
final class Herald: Sendable {
    private enum Phase { case starting, serving, stopping }

    private struct State {
        var phase = Phase.starting
        /// Counts the configurations that were in force.
        var generation = 1
        var isRefused = false
        var figures: Workload?
        var told = ""

        /// Figures alone: everybody on the machine may read it.
        var status: String {
            var parts = ["Serving"]
            if let figures {
                parts.append("\(figures.waiting) \(figures.waiting == 1 ? "comment waits" : "comments wait")")
                parts.append("\(figures.owed) \(figures.owed == 1 ? "message" : "messages") owed")
            }
            parts.append("configuration \(generation)")
            if isRefused { parts.append("a later one was refused") }
            return parts.joined(separator: "; ")
        }
    }

    private let notifier: Notifier
    private let state = Mutex(State())

    init(_ notifier: Notifier) { self.notifier = notifier }

    var isHeard: Bool { notifier.isHeard }
    var isServing: Bool { state.withLock { $0.phase == .serving } }
    var isStopping: Bool { state.withLock { $0.phase == .stopping } }

    /// The start takes longer than usual, as a migration of a large ledger does.
    func extendStart(seconds: Int) {
        notifier.send(["EXTEND_TIMEOUT_USEC=\(seconds)000000", "STATUS=Starting: opening the ledger"])
    }

    /// All servers listen.
    func ready() {
        let status = state.withLock { state in
            if state.phase == .starting { state.phase = .serving }
            return Self.take(&state)
        }
        notifier.send(["READY=1"] + status)
    }

    /// - Parameter seconds: what the end may take.
    func stopping(seconds: Int) {
        state.withLock { $0.phase = .stopping }
        notifier.send(["STOPPING=1", "EXTEND_TIMEOUT_USEC=\(seconds)000000", "STATUS=Stopping: what was accepted is finished"])
    }

    /// The manager wants both in one datagram, to tell this reload from an earlier one.
    func reloading() {
        guard isServing else { return }
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let microseconds = Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
        notifier.send(["RELOADING=1", "MONOTONIC_USEC=\(microseconds)"])
    }

    /// - Parameter isRefused: the configuration was bad, and the one before is still in force.
    func reloaded(isRefused: Bool) {
        let status = state.withLock { state in
            state.isRefused = isRefused
            if !isRefused { state.generation += 1 }
            return Self.take(&state)
        }
        if isServing { notifier.send(["READY=1"] + status) }
    }

    func tell(_ figures: Workload) {
        let status = state.withLock { state in
            state.figures = figures
            return Self.take(&state)
        }
        if !status.isEmpty { notifier.send(status) }
    }

    /// The daemon makes progress.
    func ping() { notifier.send(["WATCHDOG=1"]) }

    /// The last word before an end that nobody asked for.
    func failed(_ problem: String, code: Int32) {
        notifier.send(["STATUS=Failed: \(problem)", "ERRNO=\(code)"])
    }

    /// Nothing when it was told already, or something else is told.
    private static func take(_ state: inout State) -> [String] {
        guard state.phase == .serving else { return [] }
        let status = state.status
        if status == state.told { return [] }
        state.told = status
        return ["STATUS=\(status)"]
    }
}
