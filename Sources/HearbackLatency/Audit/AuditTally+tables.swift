import HearbackCore

extension AuditTally {
    /// T3, the net clocks behind their gross ones.
    func clocks(_ scope: AuditScope) -> [AuditClock] {
        ResponseClock.allCases.flatMap { clock in
            [gross[clock].map { AuditClock(clock, $0, isNet: false, scope) },
             net[clock].map { AuditClock(clock, $0, isNet: true, scope) }].compactMap { $0 }
        }
    }
}

extension AuditClock {
    private static let shares = [0.25, 0.5, 0.75, 0.9]

    init(_ clock: ResponseClock, _ wait: LatencyTally.Wait, isNet: Bool, _ scope: AuditScope) {
        let sets = wait.table.riskSets()
        let (alone, all) = (KaplanMeier(sets, causes: [0]), KaplanMeier(sets))
        let shares = sets.quantiles(Self.shares).map { AuditQuantile(milliseconds: $0) }
        let curves = alone.quantiles(Self.shares).map { AuditQuantile(milliseconds: $0) }
        let competing = wait.competing.values.reduce(0, +)
        let open = wait.oldestOpen.map { scope.followedTo.wholeMilliseconds(since: $0) / 1_000 }
        self.init(
            clock: clock, isNet: isNet, count: wait.events + wait.open + competing, ended: wait.events,
            open: wait.open, competing: competing, unobserved: wait.table.unobserved,
            p25: shares[0], p50: shares[1], p75: shares[2], p90: shares[3],
            kaplanMeier25: curves[0], kaplanMeier50: curves[1], kaplanMeier75: curves[2], kaplanMeier90: curves[3],
            meanWithin30: AuditMean(all.restrictedMean(to: 30 * AgeTally.day)),
            meanWithin90: AuditMean(all.restrictedMean(to: 90 * AgeTally.day)), oldestOpen: open)
    }
}

extension RiskSets {
    /// By when a share of all had got what was waited for, those in the denominator who ended otherwise.
    func quantile(_ share: Double) -> Quantile { quantiles([share])[0] }

    /// The same of several shares, in their order.
    func quantiles(_ shares: [Double]) -> [Quantile] {
        if events == events(of: [0]) { return KaplanMeier(self).quantiles(shares) }
        let incidence = AalenJohansen(self)
        return shares.map { incidence.quantile($0, of: 0) }
    }
}

extension AgeTally {
    /// T4; shares of all that were received.
    func rows(of received: Int) -> [AuditAgeBand] {
        Self.bands.indices.map { index in
            AuditAgeBand(
                fromDays: Self.bands[index].from, throughDays: Self.bands[index].through, count: counts[index],
                share: received == 0 ? nil : Double(counts[index]) / Double(received),
                oldest: oldest[index].map { $0 / 1_000 })
        }
    }
}

extension AuditDeadline {
    init(_ clock: ResponseClock, _ tally: DeadlineTally) {
        let late = tally.lateDays.map { (key: Int64($0.key), value: $0.value) }.sorted { $0.key < $1.key }
        self.init(
            clock: clock, onTime: tally.onTime, late: tally.late, openNotDue: tally.openNotDue,
            openOverdue: tally.openOverdue, endedBeforeDue: tally.endedBeforeDue, endedAfterDue: tally.endedAfterDue,
            onTimeRate: AuditShare(
                tally.onTime, of: tally.onTime + tally.late + tally.openOverdue + tally.endedAfterDue),
            medianDaysLate: tally.late == 0 ? nil : Int(late.value(at: (tally.late - 1) / 2)),
            medianDaysLateWithOpen: AuditQuantile(days: KaplanMeier(tally.lateness.riskSets()).quantile(0.5)),
            provisional: tally.provisional)
    }
}

extension AuditQuantile {
    /// Of a table in days.
    fileprivate init(days quantile: Quantile) {
        (seconds, lower, upper) = (
            quantile.time.map { $0 * 86_400 }, quantile.lower.map { $0 * 86_400 }, quantile.upper.map { $0 * 86_400 }
        )
    }
}

extension AuditOutcomes {
    init(_ tally: AuditTally) {
        let sets = tally.outcomes.riskSets()
        let incidence = AalenJohansen(sets)
        causes = DecisionEnd.allCases.map { end in
            Cause(
                cause: end, count: tally.ends[end] ?? 0,
                by: AuditHorizon.rows([7, 15, 30, 60, 90, 180], of: end.cause, in: incidence, longest: sets.longest))
        }
        reasons = AuditCount.sorted(tally.reasons)
    }
}

extension AuditLoop {
    init(_ tally: AuditTally) {
        let notice = tally.gross[.notice] ?? .init()
        let gauge = KaplanMeier(tally.loop.silences.riskSets())
        let outcomes = tally.loop.outcomes.values.reduce(0, +)
        self.init(
            withAddress: tally.loop.withAddress,
            receiptDelivered: AuditShare(tally.loop.receiptDelivered, of: tally.loop.withAddress),
            decisionNotified: AuditShare(notice.events, of: notice.events + notice.open),
            noticeMedian: AuditQuantile(milliseconds: KaplanMeier(notice.table.riskSets()).quantile(0.5)),
            notTold: notice.open, remindersDelivered: tally.loop.reminders,
            heardNothing: AuditShare(tally.loop.heardNothing, of: tally.received), silent: tally.loop.silences.count,
            silenceMedian: gauge.quantile(0.5).time.map { $0 / 1_000 },
            silence90: gauge.quantile(0.9).time.map { $0 / 1_000 }, silenceLongest: gauge.longest.map { $0 / 1_000 },
            answered: AuditShare(tally.loop.answered, of: tally.received),
            outcomes: AuditCount.sorted(tally.loop.outcomes),
            outcomesCited: AuditShare(tally.loop.outcomesCited, of: outcomes))
    }
}

extension AuditEvidence {
    init(_ tally: EvidenceTally, gaps: Int64?) {
        let lags = tally.lags.sorted { $0.key < $1.key }
        let later = lags.reduce(0) { $0 + $1.value }
        self.init(
            observed: tally.observed, imported: tally.imported, recordedLater: later,
            lagMedian: later == 0 ? nil : lags.value(at: (later - 1) / 2),
            clarifications: AuditShare(tally.clarified, of: tally.comments),
            appeals: AuditShare(tally.appealed, of: tally.comments), outOfOrder: tally.outOfOrder, gaps: gaps,
            kinds: EvidenceKind.allCases.compactMap { tally.kinds[$0] })
    }
}

extension RateTally {
    /// T11.
    func rows() -> [AuditRate] {
        AgeTally.bands.indices.map { index in
            let days = Double(exposure[index]) / Double(AgeTally.day)
            let interval = Interval.byar(events: decisions[index], exposure: days)
            return AuditRate(
                fromDays: AgeTally.bands[index].from, throughDays: AgeTally.bands[index].through,
                decisions: decisions[index], commentDays: days,
                perHundredDays: days > 0 ? 100 * Double(decisions[index]) / days : nil,
                lower: interval.map { 100 * $0.lower }, upper: interval.map { 100 * $0.upper })
        }
    }
}
