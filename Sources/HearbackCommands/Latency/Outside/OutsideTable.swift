import HearbackCore
import HearbackLatency
import HearbackTime

/// Somebody else's records, read row by row; what can't be used is told with its line and cause.
struct OutsideTable {
    private struct Entry {
        let line: Int
        let reference: String?
        let received: OutsideTime
        let decided: OutsideTime?
        let answered: OutsideTime?
        let end: DecisionEnd
        let outcome: String?
        let group: String?
        let submitter: String?
    }

    /// The columns in the order in which the reader gives them.
    let columns: [String]
    private let places: [Part: Int]
    private let ends: [String: DecisionEnd]
    private let style: OutsideDates
    private var entries: [Entry] = []
    private(set) var read = 0
    private(set) var problems: [AuditRows.Problem] = []
    /// Whether the table's times tell their zone, once a row has shown it.
    private var hasZone: Bool?

    private enum Part { case received, decided, outcome, answered, by, reference, submitter }

    init(_ options: OutsideOptions) throws {
        var columns: [String] = []
        var places: [Part: Int] = [:]
        let all: [(Part, String?)] = [
            (.received, options.received), (.decided, options.decided), (.outcome, options.outcome),
            (.answered, options.answered), (.by, options.by), (.reference, options.reference),
            (.submitter, options.submitter),
        ]
        for case (let place, let name?) in all {
            places[place] = columns.firstIndex(of: name) ?? columns.count
            if !columns.contains(name) { columns.append(name) }
        }
        (self.columns, self.places, style, ends) = (columns, places, options.dates, try options.ends())
    }

    /// - Returns: why the row can't be used; nil when it can.
    mutating func add(_ row: ColumnReader.Row) -> RowFault? {
        read += 1
        do {
            entries.append(try entry(try row.values.get(), line: row.line))
            return nil
        } catch {
            problems.append(.init(line: row.line, cause: error.words))
            return error
        }
    }

    private mutating func entry(_ values: [String], line: Int) throws(RowFault) -> Entry {
        func value(_ place: Part) -> String? {
            places[place].map { values[$0].trimmed }.flatMap { $0.isEmpty ? nil : $0 }
        }
        guard let receivedText = value(.received) else { throw RowFault("it has no day of receipt") }
        let received = try OutsideTime(receivedText, style)
        let decided: OutsideTime? = if let text = value(.decided) { try OutsideTime(text, style) } else { nil }
        let answered: OutsideTime? = if let text = value(.answered) { try OutsideTime(text, style) } else { nil }
        try checkZones([received, decided, answered].compactMap { $0 })
        let outcome = value(.outcome)
        let end = outcome.flatMap { ends[$0.lowercased()] }
        if decided == nil, let end { throw RowFault("it is \(end.rawValue), but the day of that is missing") }
        let entry = Entry(
            line: line, reference: value(.reference), received: received, decided: decided, answered: answered,
            end: end ?? .published, outcome: outcome, group: value(.by),
            submitter: value(.submitter))
        try checkOrder(entry)
        return entry
    }

    /// Times with a zone and times without one in the same table can't be told apart from mistakes.
    private mutating func checkZones(_ times: [OutsideTime]) throws(RowFault) {
        for told in times.compactMap(\.hasZone) {
            guard let hasZone else {
                hasZone = told
                continue
            }
            guard told == hasZone else {
                throw RowFault(
                    told ? "mixed zones: its time has an offset, those before have none"
                        : "mixed zones: its time has no offset, those before have one")
            }
        }
    }

    private func checkOrder(_ entry: Entry) throws(RowFault) {
        let words = [("decided", entry.decided), ("answered", entry.answered)]
        for (word, time) in words {
            guard let time else { continue }
            // Days and times may lie in one day: then the days are compared.
            let isDay = if case .day = entry.received { true } else if case .day = time { true } else { false }
            let (start, stop) = (entry.received.instant(in: .utc), time.instant(in: .utc))
            let isBefore =
                isDay ? Zone.utc.civilDate(at: stop) < Zone.utc.civilDate(at: start) : stop < start
            if isBefore { throw RowFault("it was \(word) before it was received") }
        }
    }
}

extension OutsideTable {
    /// The latest moment that the table knows of; nil of an empty one.
    func last(in zone: Zone) -> Instant? {
        entries.lazy.flatMap { [$0.received, $0.decided, $0.answered].compactMap { $0?.instant(in: zone) } }.max()
    }

    /// Times are local to a zone that the table does not tell.
    var needsZone: Bool { hasZone == false }

    /// Days alone are reckoned in UTC, where each has 24 hours.
    var hasDaysOnly: Bool { hasZone == nil }

    /// With the local days alone.
    func inWholeDays(of zone: Zone) -> OutsideTable {
        var table = self
        table.entries = entries.map { entry in
            Entry(
                line: entry.line, reference: entry.reference, received: entry.received.wholeDay(in: zone),
                decided: entry.decided?.wholeDay(in: zone), answered: entry.answered?.wholeDay(in: zone),
                end: entry.end, outcome: entry.outcome, group: entry.group, submitter: entry.submitter)
        }
        table.hasZone = nil
        return table
    }

    var used: Int { entries.count }

    /// Different submitters of those received by then; nil when the table does not tell them apart.
    func submitters(asOf end: Instant, in zone: Zone) -> Int? {
        guard places[.submitter] != nil else { return nil }
        return Set(entries.lazy.filter { $0.received.instant(in: zone) <= end }.compactMap(\.submitter)).count
    }

    func cases(in zone: Zone, target: Int?) -> some Sequence<AuditCase> {
        entries.lazy.map { record($0, zone, target) }
    }

    private func record(_ entry: Entry, _ zone: Zone, _ target: Int?) -> AuditCase {
        let received = entry.received.instant(in: zone)
        var events: [CommentTimeline.Event] = []
        if let decided = entry.decided?.instant(in: zone) {
            // "rejected" is no reason.
            let code = entry.end == .rejected && entry.outcome?.lowercased() != "rejected" ? entry.outcome : nil
            events.append(.init(entry.end.kind, at: max(received, decided), code: code))
        }
        if let answered = entry.answered?.instant(in: zone) { events.append(.init(.answered, at: max(received, answered))) }
        var facets: [AuditFacet: String] = [:]
        facets[.bill] = entry.group
        return AuditCase(
            reference: entry.reference ?? "line \(entry.line)",
            timeline: CommentTimeline(received: received, hasAddress: false, events: events), facets: facets,
            targets: AuditTargets(decision: target))
    }
}

extension DecisionEnd {
    fileprivate var kind: CommentEventKind {
        switch self {
        case .published: .published
        case .rejected: .rejected
        case .withdrawn: .withdrawn
        case .lapsed: .lapsed
        }
    }
}
