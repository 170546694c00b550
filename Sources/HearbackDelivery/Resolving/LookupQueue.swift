/// Which hosts wait to be looked up and which are being looked up, each once, whoever asks for it.
///
/// A value without a thread or a clock of its own; `ResolverPool` keeps it behind a lock.
struct LookupQueue {
    struct Limits: Sendable {
        var threads: Int
        /// Threads that never look up an unverified host.
        var reserved: Int
        /// Hosts that wait, of each priority.
        var waiting: Int
        /// After so long a lookup counts as failed, though its thread may still hang.
        var budget: Duration
    }

    /// One caller's place at one lookup.
    struct Place: Sendable {
        fileprivate let host: String
        fileprivate let number: Int
    }

    /// A host that a thread has taken.
    struct Task: Sendable {
        let host: String
        fileprivate let isUnverified: Bool
    }

    private struct Lookup {
        /// Tells a lookup's entry in a line from a stale one of the same host.
        let number: Int
        var priority: LookupPriority
        var callers: [Int: OneShot<LookupAnswer>]
        /// Nil while it waits.
        var startedAt: ContinuousClock.Instant?
    }

    private struct Line {
        var entries = Fifo<(host: String, number: Int)>()
        /// Entries that are not stale.
        var live = 0
    }

    private let limits: Limits
    private var lookups: [String: Lookup] = [:]
    private var verified = Line()
    private var unverified = Line()
    private var unverifiedRunning = 0
    /// Hosts whose last lookup took longer than its budget. Verified or not, they have lost their claim to the reserved
    /// threads: whoever proves an endpoint can let its name server hang afterwards.
    private var hanging: Set<String> = []
    private static let hangingAtMost = 4_096
    private var lastNumber = 0

    init(_ limits: Limits) {
        self.limits = limits
    }

    /// Joins the lookup of `host` or puts it in line.
    mutating func enter(
        _ host: String, _ priority: LookupPriority, _ caller: OneShot<LookupAnswer>, at now: ContinuousClock.Instant
    ) throws(NameResolutionError) -> Place {
        let priority = hanging.contains(host) ? .unverified : priority
        lastNumber += 1
        let place = Place(host: host, number: lastNumber)
        if var known = lookups[host] {
            if let startedAt = known.startedAt, now - startedAt >= limits.budget { throw .timedOut }
            known.callers[place.number] = caller
            lookups[host] = known
            if priority == .verified { promote(host) }
            return place
        }
        guard self[priority].live < limits.waiting else { throw .overloaded }
        lookups[host] = Lookup(number: place.number, priority: priority, callers: [place.number: caller])
        append(host, place.number, priority)
        return place
    }

    /// The caller waits no longer; a lookup that nobody waits for any more is not begun.
    mutating func leave(_ place: Place) {
        guard var lookup = lookups[place.host], lookup.callers.removeValue(forKey: place.number) != nil else { return }
        lookups[place.host] = lookup
        guard lookup.callers.isEmpty, lookup.startedAt == nil else { return }
        lookups[place.host] = nil
        self[lookup.priority].live -= 1
    }

    /// Whether one more thread would find something to do.
    var hasWork: Bool { verified.live > 0 || (unverified.live > 0 && mayStartUnverified) }

    /// The next host for a free thread.
    mutating func next(at now: ContinuousClock.Instant) -> Task? {
        if let host = popFirst(.verified) { return start(host, at: now) }
        guard mayStartUnverified, let host = popFirst(.unverified) else { return nil }
        unverifiedRunning += 1
        return start(host, at: now)
    }

    /// Whom to tell that the lookup has ended.
    mutating func finish(_ task: Task, at now: ContinuousClock.Instant) -> [OneShot<LookupAnswer>] {
        if let startedAt = lookups[task.host]?.startedAt, now - startedAt >= limits.budget {
            if hanging.count >= Self.hangingAtMost { hanging.removeAll() }
            hanging.insert(task.host)
        } else {
            hanging.remove(task.host)
        }
        if task.isUnverified { unverifiedRunning -= 1 }
        return lookups.removeValue(forKey: task.host).map { Array($0.callers.values) } ?? []
    }

    /// Everyone whose lookup has not begun, when there is no thread to begin it.
    mutating func abandonWaiting() -> [OneShot<LookupAnswer>] {
        let waiting = lookups.filter { $0.value.startedAt == nil }
        for host in waiting.keys { lookups[host] = nil }
        (verified, unverified) = (Line(), Line())
        return waiting.values.flatMap { $0.callers.values }
    }

    private var mayStartUnverified: Bool { unverifiedRunning < max(limits.threads - limits.reserved, 1) }

    private subscript(priority: LookupPriority) -> Line {
        get { priority == .verified ? verified : unverified }
        _modify {
            if priority == .verified { yield &verified } else { yield &unverified }
        }
    }

    private mutating func start(_ host: String, at now: ContinuousClock.Instant) -> Task {
        lookups[host]?.startedAt = now
        return Task(host: host, isUnverified: lookups[host]?.priority == .unverified)
    }

    /// A verified endpoint's host must not wait in the line of the others because one of them asked first.
    private mutating func promote(_ host: String) {
        guard let lookup = lookups[host], lookup.startedAt == nil, lookup.priority == .unverified else { return }
        unverified.live -= 1
        lookups[host]?.priority = .verified
        append(host, lookup.number, .verified)
    }

    private mutating func append(_ host: String, _ number: Int, _ priority: LookupPriority) {
        self[priority].entries.append((host, number))
        self[priority].live += 1
        // Threads that hang pop nothing, so entries of those who left are swept here.
        guard self[priority].entries.count > 2 * limits.waiting + 16 else { return }
        let lookups = lookups
        self[priority].entries.removeAll { !Self.isWaiting($0, priority, in: lookups) }
    }

    private mutating func popFirst(_ priority: LookupPriority) -> String? {
        while let entry = self[priority].entries.popFirst() {
            guard Self.isWaiting(entry, priority, in: lookups) else { continue }
            self[priority].live -= 1
            return entry.host
        }
        return nil
    }

    private static func isWaiting(
        _ entry: (host: String, number: Int), _ priority: LookupPriority, in lookups: [String: Lookup]
    ) -> Bool {
        guard let lookup = lookups[entry.host] else { return false }
        return lookup.number == entry.number && lookup.priority == priority && lookup.startedAt == nil
    }
}
