import HearbackCore
import HearbackLatency

extension AuditRestatements {
    /// T10, what an earlier report told otherwise.
    func table(_ voice: Voice) -> ReportTable {
        let late = [
            row("late_comments", .lateComments, .nothing, .count(lateComments), voice),
            row("late_events", .lateEvents, .nothing, .count(lateEvents), voice),
        ]
        let changed = rows.map { changed in
            row(
                "restated_" + changed.figure.rawValue, voice.term(changed.figure),
                Self.figure(changed.before, changed.figure), Self.figure(changed.now, changed.figure), voice)
        }
        return ReportTable(
            "T10", title: voice[.tableRestatements], labelTitle: voice[.figure],
            columns: [voice.column("before", .toldThen), voice.column("now", .knownNow)], rows: changed + late,
            note: voice.say(rows.isEmpty ? .nothingRestated : .restated, ["date": .figure(Self.minute(asOf))]))
    }

    private func row(_ key: String, _ label: Term, _ before: Figure, _ now: Figure, _ voice: Voice) -> ReportTable.Row {
        ReportTable.Row(key: key, label: .words(voice[label]), figures: [before, now])
    }

    /// A time that is missing was not reached.
    private static func figure(_ value: Int64?, _ figure: RestatedFigure) -> Figure {
        guard figure.isTime else { return .count(value.map { Int($0) }) }
        guard figure == .medianDecision else { return value.map { .age($0) } ?? .nothing }
        return .quantile(AuditQuantile(seconds: value))
    }

    /// `2026-10-01 00:00 UTC`.
    private static func minute(_ instant: Instant) -> String {
        String(instant.rfc3339.prefix(16)).replacing("T", with: " ") + " UTC"
    }
}

extension Voice {
    fileprivate func term(_ figure: RestatedFigure) -> Term {
        switch figure {
        case .received: .receivedRow
        case .decided: .decided
        case .published: .published
        case .rejected: .rejected
        case .withdrawn: .withdrawn
        case .lapsed: .lapsed
        case .undecided: .undecided
        case .oldestUndecided: .oldestUndecided
        case .medianDecision: .medianDecision
        case .answered: .answered
        case .heardNothing: .heardNothing
        case .silentOverThirtyDays: .silent30
        case .onTime: .onTime
        case .inTimeToMatter: .inTime
        }
    }
}
