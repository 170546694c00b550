import HearbackCore
import HearbackTime

/// Where a report's records come from; nothing in it is reckoned.
package struct AuditProvenance: Hashable, Sendable {
    package var institution: String?
    /// `ledger`, or the name of a file.
    package var source: String
    package var generator: String
    package var policyVersions: [Int]
    package var logLength: Int64?
    package var logHead: String?
    /// Numbers missing in the log.
    package var gaps: Int64?
    package var imports: String?
    package var simulatedClock: Bool
    package var submitters: Int?
    package var rows: AuditRows?
    /// What the records can tell of; the rest stays out of the report.
    package var clocks: [ResponseClock]
    /// Whether messages and questions are on record.
    package var knowsMessages: Bool

    package init(
        institution: String? = nil, source: String, generator: String, policyVersions: [Int] = [],
        logLength: Int64? = nil, logHead: String? = nil, gaps: Int64? = nil, imports: String? = nil,
        simulatedClock: Bool = false, submitters: Int? = nil, rows: AuditRows? = nil,
        clocks: [ResponseClock] = ResponseClock.allCases, knowsMessages: Bool = true
    ) {
        (self.institution, self.source, self.generator) = (institution, source, generator)
        (self.policyVersions, self.logLength, self.logHead, self.gaps) = (policyVersions, logLength, logHead, gaps)
        (self.imports, self.simulatedClock, self.submitters, self.rows) = (imports, simulatedClock, submitters, rows)
        (self.clocks, self.knowsMessages) = (clocks, knowsMessages)
    }
}

extension LatencyAuditor {
    /// The report over everything that was added.
    package func report(_ provenance: AuditProvenance) -> LatencyAudit {
        var audit = LatencyAudit(
            header: header(provenance), headline: AuditHeadline(total, oldest.rows.first?.ageSeconds), flow: flow,
            clocks: total.clocks(scope), ageing: total.ages.rows(of: total.received),
            deadlines: [.firstAction, .decision, .answer].compactMap { clock in
                total.deadlines[clock].map { AuditDeadline(clock, $0) }
            },
            outcomes: AuditOutcomes(total), loop: AuditLoop(total),
            breakdown: scope.by.map { AuditBreakdown(by: $0, groups, followedTo: scope.followedTo) },
            oldest: oldest.rows, evidence: AuditEvidence(evidence, gaps: provenance.gaps), rates: rates.rows(),
            plots: AuditPlots(total, days), restatements: restatements?.restatements())
        audit.leaveOutUnknown(provenance)
        return audit
    }

    private func header(_ provenance: AuditProvenance) -> AuditHeader {
        let end = scope.zone.civilDate(at: scope.end)
        let begin = scope.from.map { scope.zone.civilDate(at: $0) } ?? end
        let window = min(begin, end)...end
        let first = scope.from == nil ? days.first : begin
        let last = scope.zone.civilDate(at: scope.end.advanced(byMilliseconds: -1))
        let offset = scope.zone.offset(at: scope.asOf)
        let local = scope.asOf.advanced(byMilliseconds: Int64(offset) * 1_000).rfc3339.prefix(19)
        return AuditHeader(
            institution: provenance.institution, source: provenance.source, asOf: scope.asOf,
            asOfLocal: local.replacing("T", with: " ") + " " + Self.offsetText(offset),
            from: scope.from, to: scope.to, firstDay: first,
            // Midnight is the end of the day before, unless something came at that instant.
            lastDay: max(first ?? last, last),
            population: scope.population, zone: scope.zone.name,
            zoneVersion: scope.zone.dataVersion, calendar: scope.calendar.name,
            calendarVersion: scope.calendar.version,
            tentativeDays: scope.calendar.entries.count { $0.status == .tentative && window.contains($0.date) },
            isBeyondCalendar: !scope.calendar.coverage.contains(window.lowerBound)
                || !scope.calendar.coverage.contains(window.upperBound),
            policyVersions: provenance.policyVersions, logLength: provenance.logLength, logHead: provenance.logHead,
            generator: provenance.generator, imports: provenance.imports,
            simulatedClock: provenance.simulatedClock, submitters: provenance.submitters, rows: provenance.rows)
    }

    private static func offsetText(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return (seconds < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
    }
}

extension LatencyAudit {
    /// What the records can't tell is missing, not zero.
    fileprivate mutating func leaveOutUnknown(_ provenance: AuditProvenance) {
        clocks.removeAll { !provenance.clocks.contains($0.clock) || $0.isNet && !provenance.knowsMessages }
        if !provenance.clocks.contains(.answer) {
            (headline.answered, loop.answered) = (nil, nil)
            breakdown?.rows.mutateEach { $0.answered = nil }
        }
        guard !provenance.knowsMessages else { return }
        // Nobody here saw any of it.
        (evidence.observed, evidence.imported) = (0, evidence.observed + evidence.imported)
        (evidence.clarifications, evidence.appeals) = (nil, nil)
        (headline.heardNothing, headline.silentOverThirtyDays, loop.heardNothing) = (nil, nil, nil)
        (loop.silent, loop.silenceMedian, loop.silence90, loop.silenceLongest) = (0, nil, nil, nil)
        breakdown?.rows.mutateEach { ($0.heardNothing, $0.silentOverThirtyDays) = (nil, nil) }
        oldest.mutateEach { $0.lastHeard = nil }
    }
}

extension MutableCollection {
    fileprivate mutating func mutateEach(_ body: (inout Element) -> Void) {
        var index = startIndex
        while index < endIndex {
            body(&self[index])
            formIndex(after: &index)
        }
    }
}
