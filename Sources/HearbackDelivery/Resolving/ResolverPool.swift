package import HearbackWebhooks
import Synchronization

/// Blocking lookups on a few threads of their own, with a budget for each, one lookup a host at a time and a bounded cache.
///
/// A lookup that ran out of time still holds its thread until the system's resolver gives up; set
/// `RES_OPTIONS="timeout:2 attempts:2"` in the service's environment to bound that. Two threads of the eight are for
/// verified endpoints alone, so name servers of strangers that never answer cannot stop those; a host that hung is no
/// longer among them.
package final class ResolverPool: NameResolver {
    package typealias Lookup = @Sendable (String) throws(NameResolutionError) -> [IPAddress]
    package typealias Now = @Sendable () -> ContinuousClock.Instant

    private struct State {
        var queue: LookupQueue
        var cache: AnswerCache
        var threads = 0
    }

    private let limits: LookupQueue.Limits
    private let positiveLife: Duration
    private let negativeLife: Duration
    private let now: Now
    private let lookup: Lookup
    private let state: Mutex<State>

    /// - Parameters:
    ///   - reservedThreads: of `threadsAtMost`; at least one thread stays for unverified hosts.
    ///   - waitingAtMost: hosts in line, of each priority.
    ///   - budget: for one lookup, waiting in line included.
    ///   - positiveLife: how long addresses are kept.
    ///   - negativeLife: how long it is kept that a host has none.
    ///   - cacheAtMost: hosts whose answers are kept.
    package init(
        threadsAtMost: Int = 8, reservedThreads: Int = 2, waitingAtMost: Int = 1_000, budget: Duration = .seconds(5),
        positiveLife: Duration = .seconds(60), negativeLife: Duration = .seconds(30), cacheAtMost: Int = 4_096,
        now: @escaping Now = { .now }, lookup: @escaping Lookup = SystemLookup.addresses(of:)
    ) {
        limits = LookupQueue.Limits(
            threads: max(threadsAtMost, 1), reserved: max(reservedThreads, 0), waiting: waitingAtMost, budget: budget)
        self.positiveLife = positiveLife
        self.negativeLife = negativeLife
        self.now = now
        self.lookup = lookup
        state = Mutex(State(queue: LookupQueue(limits), cache: AnswerCache(capacity: cacheAtMost)))
    }

    package func addresses(
        of host: String, priority: LookupPriority
    ) async throws(NameResolutionError) -> [IPAddress] {
        let answer = OneShot<LookupAnswer>()
        guard let place = try enter(host, priority, answer) else { return try await answer.value().get() }
        let timer = Task { [limits, weak self] in
            try await Task.sleep(for: limits.budget)
            self?.state.withLock { $0.queue.leave(place) }
            answer.succeed(.failure(.timedOut))
        }
        defer { timer.cancel() }
        return try await answer.value().get()
    }

    package func knownAddresses(of host: String) -> Result<[IPAddress], NameResolutionError>? {
        let now = now()
        return state.withLock { $0.cache.answer(for: host, at: now) }
    }

    /// Threads that look something up or are about to.
    var threadCount: Int { state.withLock { $0.threads } }
    var cachedCount: Int { state.withLock { $0.cache.count } }

    /// Nil when the answer is there already.
    private func enter(
        _ host: String, _ priority: LookupPriority, _ answer: OneShot<LookupAnswer>
    ) throws(NameResolutionError) -> LookupQueue.Place? {
        let now = now()
        let entered = state.withLock { state -> Result<(LookupQueue.Place?, needsThread: Bool), NameResolutionError> in
            if let kept = state.cache.answer(for: host, at: now) {
                answer.succeed(kept)
                return .success((nil, false))
            }
            do throws(NameResolutionError) {
                let place = try state.queue.enter(host, priority, answer, at: now)
                guard state.threads < limits.threads, state.queue.hasWork else { return .success((place, false)) }
                state.threads += 1
                return .success((place, true))
            } catch {
                return .failure(error)
            }
        }
        let (place, needsThread) = try entered.get()
        if needsThread { startThread() }
        return place
    }

    private func startThread() {
        if let thread = NamedThread("hb-resolver", body: { [self] in work() }) { return thread.detach() }
        let stranded = state.withLock { state in
            state.threads -= 1
            return state.threads == 0 ? state.queue.abandonWaiting() : []
        }
        for answer in stranded { answer.succeed(.failure(.overloaded)) }
    }

    /// One thread's life: it ends when nothing is left for it to look up.
    private func work() {
        while let task = next() {
            let answer: LookupAnswer
            do { answer = .success(try lookup(task.host)) } catch { answer = .failure(error) }
            let life = if case .success = answer { positiveLife } else { negativeLife }
            let now = now()
            let callers = state.withLock { state in
                state.cache.keep(answer, for: task.host, until: now + life, at: now)
                return state.queue.finish(task, at: now)
            }
            for caller in callers { caller.succeed(answer) }
        }
    }

    private func next() -> LookupQueue.Task? {
        let now = now()
        return state.withLock { state in
            let task = state.queue.next(at: now)
            if task == nil { state.threads -= 1 }
            return task
        }
    }
}
