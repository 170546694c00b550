package import HearbackCore

/// Local hours of each day at which something recurs.
package struct DailyHours: Hashable, Sendable {
    /// Ascending, 0...23.
    package let hours: [Int]

    /// - Parameters:
    ///   - first: 0...23.
    ///   - interval: hours, 1...24; the day's round begins anew at midnight.
    package init(from first: Int, every interval: Int) {
        let interval = min(max(interval, 1), 24)
        hours = Array(stride(from: (first % interval + interval) % interval, to: 24, by: interval))
    }

    /// The last such moment that is not after `now`.
    package func latest(at now: Instant, in zone: Zone) -> Instant {
        let today = zone.civilDate(at: now)
        return [0, -1, -2].lazy.flatMap { day in
            hours.map { zone.instant(today.adding(days: day), millisecondOfDay: $0 * 3_600_000) }
        }.filter { $0 <= now }.max() ?? now
    }
}
