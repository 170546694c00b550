import HearbackWebhooks

typealias LookupAnswer = Result<[IPAddress], NameResolutionError>

/// The answers of the last minute, at most `capacity` of them. Second chance: what was asked for since it was last looked
/// at for eviction stays, so a flood of new names pushes out names of the same flood first.
struct AnswerCache {
    private struct Entry {
        var answer: LookupAnswer
        var until: ContinuousClock.Instant
        var wasUsed: Bool
    }

    private let capacity: Int
    private var entries: [String: Entry] = [:]
    /// Each kept host once.
    private var order = Fifo<String>()

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
    }

    var count: Int { entries.count }

    mutating func answer(for host: String, at now: ContinuousClock.Instant) -> LookupAnswer? {
        guard let entry = entries[host], entry.until > now else { return nil }
        if !entry.wasUsed { entries[host]?.wasUsed = true }
        return entry.answer
    }

    mutating func keep(
        _ answer: LookupAnswer, for host: String, until: ContinuousClock.Instant, at now: ContinuousClock.Instant
    ) {
        if let known = entries[host] {
            entries[host] = Entry(answer: answer, until: until, wasUsed: known.wasUsed)
            return
        }
        if entries.count >= capacity { evictOne(at: now) }
        entries[host] = Entry(answer: answer, until: until, wasUsed: false)
        order.append(host)
    }

    private mutating func evictOne(at now: ContinuousClock.Instant) {
        // Each round clears a mark, so this ends after one tour at the latest.
        while let host = order.popFirst() {
            guard entries[host]?.wasUsed == true, let until = entries[host]?.until, until > now else {
                entries[host] = nil
                return
            }
            entries[host]?.wasUsed = false
            order.append(host)
        }
    }
}
