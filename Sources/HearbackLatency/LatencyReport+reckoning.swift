import HearbackCore

extension ClockReport {
    private static let day: Int64 = 86_400_000
    private static let horizons = [7, 15, 30, 60, 90]

    init(_ clock: ResponseClock, _ wait: LatencyTally.Wait, asOf: Instant) {
        let sets = wait.table.riskSets()
        let (net, all, incidence) = (KaplanMeier(sets, causes: [0]), KaplanMeier(sets), AalenJohansen(sets))
        let count = wait.events + wait.open + wait.competing.values.reduce(0, +)
        self.init(
            clock: clock, count: count, ended: wait.events, open: wait.open,
            rejected: wait.competing[.rejected] ?? 0, withdrawn: wait.competing[.withdrawn] ?? 0,
            lapsed: wait.competing[.lapsed] ?? 0, unobserved: wait.table.unobserved,
            endedShare: count == 0 ? nil : Double(wait.events) / Double(count),
            endedInterval: .wilson(wait.events, of: count),
            p50: incidence.quantile(0.5, of: 0), p90: incidence.quantile(0.9, of: 0),
            kaplanMeier50: net.quantile(0.5), kaplanMeier90: net.quantile(0.9),
            meanWithin30Days: all.restrictedMean(to: 30 * Self.day),
            meanWithin90Days: all.restrictedMean(to: 90 * Self.day),
            shares: Self.shares(incidence, longest: sets.longest),
            oldest: wait.oldestOpen.map { Oldest(since: $0, asOf: asOf) })
    }

    private static func shares(_ incidence: AalenJohansen, longest: Int64?) -> [Share] {
        guard let longest else { return [] }
        return horizons.filter { Int64($0) * day <= longest }.map { days in
            let point = incidence.point(of: 0, at: Int64(days) * day)
            return Share(days: days, share: point.incidence, interval: point.interval)
        }
    }
}

extension SilenceReport {
    init(_ tally: LatencyTally, asOf: Instant) {
        let gauge = KaplanMeier(tally.silences.riskSets())
        self.init(
            count: tally.silences.count, overThirtyDays: tally.silentOverThirtyDays,
            p50: gauge.quantile(0.5).time, p90: gauge.quantile(0.9).time,
            longest: tally.longestSilence.map { ClockReport.Oldest(since: $0, asOf: asOf) })
    }
}
