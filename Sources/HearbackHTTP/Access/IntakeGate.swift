import HearbackAPI
import HearbackCore
import HearbackStore

/// How many comments may come from one place in a minute; 0 is no limit.
package struct IntakeRates: Hashable, Sendable {
    package var perAddress: Int
    package var perNetwork: Int
    /// What who is beyond may do instead of waiting: `WorkChallenge`'s bits; 0 for nothing.
    package var workBits: Int

    package init(perAddress: Int = 0, perNetwork: Int = 0, workBits: Int = 0) {
        (self.perAddress, self.perNetwork, self.workBits) = (perAddress, perNetwork, workBits)
    }
}

/// Lets comments in as fast as people write them, also many behind one address, and no faster.
struct IntakeGate: Sendable {
    private let addresses: RateLimit?
    private let networks: RateLimit?
    private let work: WorkGate
    private let random: @Sendable (Int) -> [UInt8]

    init(_ rates: IntakeRates, _ options: LedgerOptions) {
        addresses = rates.perAddress > 0 ? RateLimit(perMinute: rates.perAddress) : nil
        networks = rates.perNetwork > 0 ? RateLimit(perMinute: rates.perNetwork) : nil
        (work, random) = (WorkGate(bits: rates.workBits, options.box), options.random)
    }

    /// - Parameter solution: of the work that an earlier refusal asked for.
    /// - Throws: `too_many_requests`, with the seconds until one more is let in, and the work that lets one in before.
    func admit(_ place: @autoclosure () -> ClientPlace, work solution: String?, at now: Instant) throws(Problem) {
        guard addresses != nil || networks != nil else { return }
        let place = place()
        if work.accepts(solution, from: place, at: now) { return }
        guard let wait = addresses?.record(place.address, at: now) ?? networks?.record(place.network, at: now) else { return }
        var problem = Problem(.tooManyRequests, retryAfter: wait)
        problem.work = work.challenge(for: place, at: now, random: random(8))
        throw problem
    }
}
