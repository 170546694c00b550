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
            return try Response.json(try await report(request, within: context))
        }
    }

    private func report(_ request: Request, within context: HearbackContext) async throws -> HearbackAPI.LatencyReport {
        let clock = try request.clock()
        let asOf = try request.asOf(now, zone)
        let bill = request.query("bill")
        let imports = try request.imports()
        let scope = context.scope
        try context.limit(toBill: bill)
        if let bill, try await ledger.bill(bill) == nil { throw Refusal.unknownBill(bill) }
        let summary = try await summary(asOf: asOf, bill: bill, within: scope, imports)
        var rows: [LatencyRow] = []
        for id in summary.bills {
            guard let report = summary.report(bill: id), let counted = report[clock] else { continue }
            rows.append(LatencyRow(counted, bill: id, notTold: report.notTold, oldest: try await oldest(counted, clock, asOf, bill: id, within: scope)))
        }
        let total = summary.total()
        guard let overall = total[clock] else { throw Problem(.internalError) }
        return HearbackAPI.LatencyReport(
            asOf: asOf, clock: clock.rawValue, imports: imports.rawValue, zoneVersion: zone.dataVersion,
            overall: LatencyRow(
                overall, bill: nil, notTold: total.notTold, oldest: try await oldest(overall, clock, asOf, bill: bill, within: scope)),
            bills: rows,
            simulatedClock: ledger.options.clockKind == .simulated)
    }

    private func summary(
        asOf: Instant, bill: String?, within scope: BillScope, _ imports: ImportTreatment
    ) async throws -> LatencySummary {
        let summary = Mutex(LatencySummary(asOf: asOf))
        try await ledger.forEachTimeline(bill: bill, within: scope) { recorded in
            summary.withLock { $0.add(CommentTimeline(recorded, imports), bill: recorded.bill) }
        }
        return summary.withLock { $0 }
    }

    /// Who has waited longest; the notice clock starts at a decision, by which a comment is not found.
    private func oldest(
        _ report: ClockReport, _ clock: ResponseClock, _ asOf: Instant, bill: String?, within scope: BillScope
    ) async throws -> OldestWaiting? {
        guard let oldest = report.oldest else { return nil }
        let number = clock == .notice ? nil : try await ledger.comment(received: oldest.since, bill: bill, within: scope)
        return OldestWaiting(id: number?.id, receivedAt: oldest.since, days: zone.days(from: oldest.since, to: asOf))
    }
}

/// What is made of comments that came by import.
package enum ImportTreatment: String, CaseIterable, Sendable {
    /// They enter the curves at their age on import: nobody here saw them wait before.
    case delayed
    /// Their source's instants are believed from the beginning.
    case believed
}

extension CommentTimeline {
    init(_ recorded: RecordedTimeline, _ imports: ImportTreatment) {
        let isDelayed = recorded.provenance == .imported && imports == .delayed
        self.init(
            received: recorded.received, imported: isDelayed ? recorded.recorded : nil,
            hasAddress: recorded.hasEndpoint,
            events: recorded.events.map {
                Event(
                    $0.kind, at: $0.occurred, recorded: $0.recorded, messageType: $0.messageType, code: $0.code,
                    isCited: $0.isCited)
            })
    }
}

extension LatencyRow {
    init(_ report: ClockReport, bill: String?, notTold: Int, oldest: OldestWaiting?) {
        self.init(
            bill: bill, received: report.count, decided: report.ended, undecided: report.open,
            withdrawn: report.withdrawn, lapsed: report.lapsed, otherwiseEnded: report.rejected, unobserved: report.unobserved,
            notTold: notTold, p50: LatencyQuantile(report.kaplanMeier50), p90: LatencyQuantile(report.kaplanMeier90), oldest: oldest)
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

    fileprivate func imports() throws(Problem) -> ImportTreatment {
        guard let name = query("imports") else { return .delayed }
        guard let treatment = ImportTreatment(rawValue: name) else {
            throw Problem(.invalidField, detail: "use delayed or believed", field: "imports")
        }
        return treatment
    }
}
