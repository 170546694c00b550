import HearbackAPI
import HearbackCore
import HearbackLatency
import HearbackStore
import HearbackTime
import Hummingbird
import Synchronization

extension AdminAPI {
    func addLatency(to group: RouterGroup<HearbackContext>) {
        group.get("latency") { request, context in
            try context.require(.moderator, .responder, .auditor, .administrator)
            return try Response.json(try await report(request))
        }
    }

    private func report(_ request: Request) async throws -> HearbackAPI.LatencyReport {
        let clock = try request.clock()
        let asOf = try request.instant("as_of") ?? now
        let bill = request.query("bill")
        if let bill, try await ledger.bill(bill) == nil { throw Refusal.unknownBill(bill) }
        let summary = try await summary(asOf: asOf, bill: bill)
        var rows: [LatencyRow] = []
        for id in summary.bills {
            guard let counted = summary.report(bill: id)?[clock] else { continue }
            rows.append(LatencyRow(counted, bill: id, oldest: try await oldest(counted, clock, bill: id)))
        }
        let total = summary.total()
        guard let overall = total[clock] else { throw Problem(.internalError) }
        return HearbackAPI.LatencyReport(
            asOf: asOf, clock: clock.rawValue, zoneVersion: zone.dataVersion,
            overall: LatencyRow(overall, bill: nil, oldest: try await oldest(overall, clock, bill: bill)), bills: rows,
            simulatedClock: ledger.options.clockKind == .simulated)
    }

    private func summary(asOf: Instant, bill: String?) async throws -> LatencySummary {
        let summary = Mutex(LatencySummary(asOf: asOf))
        try await ledger.forEachTimeline(bill: bill) { recorded in
            summary.withLock { $0.add(CommentTimeline(recorded), bill: recorded.bill) }
        }
        return summary.withLock { $0 }
    }

    /// Who has waited longest; named where that is who waits longest in the queue too.
    private func oldest(_ report: ClockReport, _ clock: ResponseClock, bill: String?) async throws -> OldestWaiting? {
        guard let oldest = report.oldest else { return nil }
        let first = try await ledger.queue(bill: bill, language: nil, after: nil, limit: 1).first?.comment
        let isSame = clock == .decision && first?.received == oldest.since
        return OldestWaiting(
            id: isSame ? first?.number.id : nil, receivedAt: oldest.since, days: Int(oldest.age / 86_400_000))
    }
}

extension CommentTimeline {
    init(_ recorded: RecordedTimeline) {
        self.init(
            received: recorded.received, imported: recorded.provenance == .imported ? recorded.recorded : nil,
            hasAddress: recorded.hasEndpoint,
            events: recorded.events.map {
                Event($0.kind, at: $0.occurred, recorded: $0.recorded, messageType: $0.messageType)
            })
    }
}

extension LatencyRow {
    init(_ report: ClockReport, bill: String?, oldest: OldestWaiting?) {
        self.init(
            bill: bill, received: report.count, decided: report.ended, undecided: report.open,
            withdrawn: report.withdrawn, lapsed: report.lapsed, otherwiseEnded: report.rejected,
            p50: LatencyQuantile(report.kaplanMeier50), p90: LatencyQuantile(report.kaplanMeier90), oldest: oldest)
    }
}

extension LatencyQuantile {
    init(_ quantile: Quantile) {
        self.init(milliseconds: quantile.time, lower: quantile.lower, upper: quantile.upper)
    }
}

extension Request {
    fileprivate func clock() throws(Problem) -> ResponseClock {
        guard let name = query("clock") else { return .decision }
        guard let clock = ResponseClock(rawValue: name) else {
            let names = ResponseClock.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.invalidField, detail: "use one of \(names)", field: "clock")
        }
        return clock
    }

    fileprivate func instant(_ name: String) throws(Problem) -> Instant? {
        guard let text = query(name) else { return nil }
        guard let instant = Instant(rfc3339: text) else {
            throw Problem(.invalidField, detail: "use RFC 3339, such as 2026-10-01T00:00:00Z", field: name)
        }
        return instant
    }
}
