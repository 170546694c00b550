import CCurl
import Glibc
package import HearbackWebhooks
import Synchronization

/// `getaddrinfo(3)` on a few threads of its own, with a budget for each lookup and a small cache.
///
/// A lookup that ran out of time still holds its thread until the system's resolver gives up; set
/// `RES_OPTIONS="timeout:2 attempts:2"` in the service's environment to bound that.
package final class ResolverPool: NameResolver {
    package typealias Lookup = @Sendable (String) throws(NameResolutionError) -> [IPAddress]
    private typealias Answer = Result<[IPAddress], NameResolutionError>

    private struct Request: Sendable {
        let host: String
        let answer: OneShot<Answer>
    }

    private struct State {
        var queue: [Request] = []
        var threads = 0
        var cache: [String: (answer: Answer, until: ContinuousClock.Instant)] = [:]
    }

    private let threadsAtMost: Int
    private let waitingAtMost: Int
    private let budget: Duration
    private let positiveLife: Duration
    private let negativeLife: Duration
    private let lookup: Lookup
    private let state = Mutex(State())

    /// - Parameters:
    ///   - budget: for one lookup, waiting in line included.
    ///   - positiveLife: how long addresses are kept.
    ///   - negativeLife: how long it is kept that a host has none.
    package init(
        threadsAtMost: Int = 8, waitingAtMost: Int = 1_000, budget: Duration = .seconds(5),
        positiveLife: Duration = .seconds(60), negativeLife: Duration = .seconds(30),
        lookup: @escaping Lookup = ResolverPool.systemLookup
    ) {
        self.threadsAtMost = max(threadsAtMost, 1)
        self.waitingAtMost = waitingAtMost
        self.budget = budget
        self.positiveLife = positiveLife
        self.negativeLife = negativeLife
        self.lookup = lookup
    }

    package func addresses(of host: String) async throws(NameResolutionError) -> [IPAddress] {
        let answer = OneShot<Answer>()
        guard ask(Request(host: host, answer: answer)) else { return try await answer.value().get() }
        let timer = Task { [budget] in
            try await Task.sleep(for: budget)
            answer.succeed(.failure(.timedOut))
        }
        defer { timer.cancel() }
        return try await answer.value().get()
    }

    /// False when the answer is there already.
    private func ask(_ request: Request) -> Bool {
        let needsThread: Bool? = state.withLock { state in
            if let kept = state.cache[request.host], kept.until > .now {
                request.answer.succeed(kept.answer)
                return nil
            }
            guard state.queue.count < waitingAtMost else {
                request.answer.succeed(.failure(.overloaded))
                return nil
            }
            state.queue.append(request)
            guard state.threads < threadsAtMost else { return false }
            state.threads += 1
            return true
        }
        guard let needsThread else { return false }
        if needsThread { startThread() }
        return true
    }

    private func startThread() {
        if let thread = NamedThread("hb-resolver", body: { [self] in work() }) { return thread.detach() }
        let stranded = state.withLock { state in
            state.threads -= 1
            defer { if state.threads == 0 { state.queue = [] } }
            return state.threads == 0 ? state.queue : []
        }
        for request in stranded { request.answer.succeed(.failure(.overloaded)) }
    }

    /// One thread's life: it ends when nothing is left to look up.
    private func work() {
        while let request = next() {
            if request.answer.isSet { continue }
            let answer: Answer
            do { answer = .success(try lookup(request.host)) } catch { answer = .failure(error) }
            keep(answer, for: request.host)
            request.answer.succeed(answer)
        }
    }

    private func next() -> Request? {
        state.withLock { state in
            guard !state.queue.isEmpty else {
                state.threads -= 1
                return nil
            }
            return state.queue.removeFirst()
        }
    }

    private func keep(_ answer: Answer, for host: String) {
        let life = if case .success = answer { positiveLife } else { negativeLife }
        state.withLock { state in
            if state.cache.count >= 4_096 { state.cache = [:] }
            state.cache[host] = (answer, .now + life)
        }
    }

    /// The system's resolver. Blocks.
    package static let systemLookup: Lookup = { host throws(NameResolutionError) in
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else { throw .noAddress(String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(list) }
        var found: [IPAddress] = []
        var entry = list
        while let current = entry?.pointee {
            if let pointer = current.ai_addr, let address = IPAddress(socketAddress: .init(start: pointer, count: Int(current.ai_addrlen))),
                !found.contains(address)
            {
                found.append(address)
            }
            entry = current.ai_next
        }
        guard !found.isEmpty else { throw .noAddress("no IPv4 or IPv6 address") }
        return found
    }
}
