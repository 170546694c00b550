import HearbackAPI
import HearbackCore
import HearbackLatency
import HearbackStore
import HearbackTime
import Hummingbird
import NIOCore
import NIOFoundationCompat

extension AdminAPI {
    /// `GET latency/report`: the whole audit as JSON, which the command line writes down in any format.
    func addAudit(to group: RouterGroup<HearbackContext>) {
        group.get("latency/report") { request, context in
            try context.require(.moderator, .responder, .auditor, .administrator)
            var query = AuditDesk.Query(asOf: try request.asOf(now, zone))
            query.from = try request.day("from", zone)?.begin
            query.to = try request.day("to", zone)?.end
            query.population = try request.choice("population") ?? .cohort
            query.by = try request.choice("by")
            query.imports = try request.choice("imports") ?? .delayed
            query.bill = request.query("bill")
            query.within = context.scope
            try context.limit(toBill: query.bill)
            query.earlier = try request.earlier(query, zone)
            if let from = query.from, let to = query.to, from >= to {
                throw Problem(.invalidField, detail: "the window ends before it begins", field: "to")
            }
            if let bill = query.bill, try await ledger.bill(bill) == nil { throw Refusal.unknownBill(bill) }
            let report = try await audits.audit(query)
            return Response(
                status: .ok, headers: Response.jsonHeaders, body: .init(byteBuffer: ByteBuffer(data: try report.json())))
        }
    }
}

/// A local day, or a moment, in which case both ends are that moment.
private struct DayOrMoment {
    let begin: Instant
    /// The beginning of the next day.
    let end: Instant
}

extension Request {
    /// The end of a local day, a moment, or now. The future is refused: nobody knows what it brings.
    func asOf(_ now: Instant, _ zone: Zone) throws(Problem) -> Instant {
        guard let told = try day("as_of", zone) else { return now }
        // Of the day that still runs there is no more to tell than up to now.
        if told.begin <= now, told.end > now { return now }
        guard told.end <= now else {
            throw Problem(.invalidField, detail: "lies in the future", field: "as_of")
        }
        return told.end
    }

    fileprivate func day(_ name: String, _ zone: Zone) throws(Problem) -> DayOrMoment? {
        guard let text = query(name) else { return nil }
        if let date = CivilDate(text) {
            return DayOrMoment(begin: zone.start(of: date), end: zone.start(of: date.adding(days: 1)))
        }
        guard let instant = Instant(rfc3339: text) else {
            throw Problem(.invalidField, detail: "use a day such as 2026-10-01, or RFC 3339", field: name)
        }
        return DayOrMoment(begin: instant, end: instant)
    }

    /// A report made at the end of an earlier day or at an earlier moment: of the same window, or of one of its own that
    /// ends when it was made.
    fileprivate func earlier(_ query: AuditDesk.Query, _ zone: Zone) throws(Problem) -> EarlierReport? {
        let field = "corrections_since"
        let begin = try day("corrections_from", zone)?.begin
        guard let made = try day(field, zone)?.end else {
            guard begin == nil else { throw Problem(.missingField, detail: "when was that report made?", field: field) }
            return nil
        }
        guard made < query.asOf, (begin ?? query.from).map({ $0 < made }) ?? true else {
            throw Problem(.invalidField, detail: "must lie before as_of and after the window's beginning", field: field)
        }
        return EarlierReport(from: begin ?? query.from, to: begin == nil ? query.to : made, asOf: made)
    }

    fileprivate func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String
    ) throws(Problem) -> Choice? {
        guard let text = query(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.invalidField, detail: "use one of \(names)", field: name)
        }
        return choice
    }
}
