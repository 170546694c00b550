import CCurl
import Glibc
import Synchronization

/// A message to be sent and whom to tell. The completion is called once.
struct MailJob: Sendable {
    let envelope: MailEnvelope
    let completion: @Sendable (MailResult) -> Void
}

/// What the callers of the transport share with its threads.
final class MailQueue: Sendable {
    private struct State {
        var jobs: [MailJob] = []
        /// When messages under way are given up; set by `stop`.
        var stopsAt: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    /// One for each thread, so that no thread clears another's.
    let wakers: [Int32]

    /// Nil when the process has no descriptors left.
    init?(threads: Int) {
        let made = (0..<threads).map { _ in hb_wake_create() }
        wakers = made
        guard made.allSatisfy({ $0 >= 0 }) else { return nil }
    }

    deinit { for waker in wakers where waker >= 0 { close(waker) } }

    /// False when nothing is taken any more.
    func post(_ job: MailJob) -> Bool {
        let taken = state.withLock { state in
            guard state.stopsAt == nil else { return false }
            state.jobs.append(job)
            return true
        }
        if taken { wake() }
        return taken
    }

    /// The next message; nil when none waits, and after `stop`.
    func next() -> MailJob? {
        state.withLock { state in
            guard state.stopsAt == nil, !state.jobs.isEmpty else { return nil }
            return state.jobs.removeFirst()
        }
    }

    var isStopping: Bool { state.withLock { $0.stopsAt != nil } }

    /// Whether the time of messages that were under way at `stop` is over.
    var isOverdue: Bool { state.withLock { $0.stopsAt.map { ContinuousClock.now >= $0 } ?? false } }

    /// Ends the threads; what waits is not sent. Only the first call counts.
    func stop(grace: Duration) {
        let stranded = state.withLock { state in
            if state.stopsAt == nil { state.stopsAt = .now + grace }
            defer { state.jobs = [] }
            return state.jobs
        }
        wake()
        for job in stranded { job.completion(.notSent) }
    }

    private func wake() {
        for waker in wakers { hb_wake_signal(waker) }
    }

    private func close(_ descriptor: Int32) { Glibc.close(descriptor) }
}
