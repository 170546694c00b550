import HearbackAPI
import HearbackCore

/// How many comments may come from one place in a minute; 0 is no limit.
package struct IntakeRates: Hashable, Sendable {
    package var perAddress: Int
    package var perNetwork: Int

    package init(perAddress: Int = 0, perNetwork: Int = 0) { (self.perAddress, self.perNetwork) = (perAddress, perNetwork) }
}

/// Lets comments in as fast as people write them, also many behind one address, and no faster.
struct IntakeGate: Sendable {
    private let addresses: RateLimit?
    private let networks: RateLimit?

    init(_ rates: IntakeRates) {
        addresses = rates.perAddress > 0 ? RateLimit(perMinute: rates.perAddress) : nil
        networks = rates.perNetwork > 0 ? RateLimit(perMinute: rates.perNetwork) : nil
    }

    /// - Throws: `too_many_requests`, with the seconds until one more is let in.
    func admit(_ place: @autoclosure () -> ClientPlace, at now: Instant) throws(Problem) {
        guard addresses != nil || networks != nil else { return }
        let place = place()
        if let wait = addresses?.record(place.address, at: now) ?? networks?.record(place.network, at: now) {
            throw Problem(.tooManyRequests, retryAfter: wait)
        }
    }
}
