import CCurl
import Glibc
import HearbackWebhooks
import Synchronization

/// A transfer to be made and whom to tell. The completion is called once, on the loop's thread.
struct TransferJob: Sendable {
    let request: TransferRequest
    let completion: @Sendable (TransferResult) -> Void
}

/// The only thing that other threads share with the loop's thread.
final class LoopMailbox: Sendable {
    private struct State {
        var jobs: [TransferJob] = []
        var policy: AddressPolicy?
        /// Set when the loop takes its mail.
        var pulses: [OneShot<Void>] = []
        var isStopping = false
        var isClosed = false
    }

    private let state = Mutex(State())
    /// Posts from the loop's own thread need no waking: it looks here before it waits.
    private let owner = Atomic<UInt>(0)
    /// Readable when something was posted.
    let descriptor: Int32

    /// Nil when the process has no descriptor left.
    init?() {
        descriptor = hb_wake_create()
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// False when the loop does not take any more.
    func post(_ job: TransferJob) -> Bool {
        let (isTaken, isFirst) = state.withLock { state in
            guard !state.isStopping, !state.isClosed else { return (false, false) }
            state.jobs.append(job)
            return (true, state.jobs.count == 1)
        }
        // Whoever posted the first has woken the loop, or is about to.
        if isFirst, owner.load(ordering: .relaxed) != Self.thisThread { hb_wake_signal(descriptor) }
        return isTaken
    }

    /// In force for the transfers that start from now on.
    func post(_ policy: AddressPolicy) {
        state.withLock { $0.policy = policy }
        hb_wake_signal(descriptor)
    }

    func post(_ pulse: OneShot<Void>) {
        state.withLock { $0.pulses.append(pulse) }
        hb_wake_signal(descriptor)
    }

    func stop() {
        state.withLock { $0.isStopping = true }
        hb_wake_signal(descriptor)
    }

    /// Called on the loop's thread, once.
    func own() { owner.store(Self.thisThread, ordering: .relaxed) }

    private static var thisThread: UInt { UInt(pthread_self()) }

    /// What was posted since the last call, and whether the loop is to end.
    ///
    /// - Parameter wasWoken: whether the descriptor was readable.
    func take(wasWoken: Bool) -> (jobs: [TransferJob], policy: AddressPolicy?, isStopping: Bool) {
        if wasWoken { hb_wake_clear(descriptor) }
        let (mail, pulses) = state.withLock { state in
            defer { (state.jobs, state.policy, state.pulses) = ([], nil, []) }
            return ((state.jobs, state.policy, state.isStopping), state.pulses)
        }
        for pulse in pulses { pulse.succeed(()) }
        return mail
    }

    /// Takes nothing more from now on; what was posted and not taken.
    func close() -> [TransferJob] {
        state.withLock { state in
            state.isClosed = true
            defer { state.jobs = [] }
            return state.jobs
        }
    }

    private func close(_ descriptor: Int32) { Glibc.close(descriptor) }
}
