import HearbackCore
import HearbackTime

/// Due dates of many comments, each reckoned once: there are few days and few targets.
struct DueReckoner: Sendable {
    struct Due: Hashable, Sendable {
        let date: CivilDate
        let isProvisional: Bool
    }

    private struct Key: Hashable {
        let received: CivilDate
        let days: Int
    }

    /// Working days for which a question to the author stops the net clocks at most.
    static let pauseCap = 10

    private let zone: Zone
    private let calendar: WorkingCalendar
    private var known: [Key: Due?] = [:]

    init(_ scope: AuditScope) {
        (zone, calendar) = (scope.zone, scope.calendar)
    }

    /// nil where the institution set no target. A decision is due as the receipt promised.
    mutating func due(_ seen: SeenCase, _ clock: ResponseClock) -> Due? {
        let targets = seen.record.targets
        let reckoned: Due? =
            switch clock {
            case .firstAction: due(seen.known.received, targets.firstAction)
            case .decision: due(seen.known.received, targets.decision)
            case .answer: due(seen.known.received, targets.answer)
            case .ack, .finalDecision, .publication, .notice, .outcome: nil
            }
        guard clock == .decision, let promised = seen.promised else { return reckoned }
        return Due(date: promised, isProvisional: reckoned?.isProvisional ?? false)
    }

    /// The beginning of the day after the last one of a pause.
    mutating func endOfPause(from told: Instant) -> Instant {
        guard let due = due(told, Self.pauseCap) else { return told }
        return zone.start(of: due.date.adding(days: 1))
    }

    private mutating func due(_ start: Instant, _ days: Int?) -> Due? {
        guard let days else { return nil }
        let key = Key(received: zone.civilDate(at: start), days: days)
        if let due = known[key] { return due }
        // A term out of range has no due date; the policy refuses such terms.
        let due = try? calendar.dueDate(received: key.received, term: .workingDays(days))
        known[key] = due.map { Due(date: $0.due, isProvisional: $0.isProvisional) }
        return known[key] ?? nil
    }
}

/// One clock's comments against their due dates.
struct DeadlineTally: Sendable {
    var onTime = 0, late = 0, openNotDue = 0, openOverdue = 0, endedBeforeDue = 0, endedAfterDue = 0, provisional = 0
    /// Days late, of those that were done late.
    var lateDays: [Int: Int] = [:]
    /// The same with those that are still open or ended otherwise, as censored.
    var lateness = SurvivalTable()

    mutating func add(_ observation: ClockObservation, due: DueReckoner.Due, _ scope: AuditScope) {
        if due.isProvisional { provisional += 1 }
        let stop = scope.zone.civilDate(at: observation.stop)
        let days = stop.days(since: due.date)
        switch observation.status {
        case .event where days <= 0: onTime += 1
        case .event:
            late += 1
            lateDays[days, default: 0] += 1
            lateness.add(exit: Int64(days), cause: 0)
        case .open where days <= 0: openNotDue += 1
        case .open:
            openOverdue += 1
            lateness.add(exit: Int64(days), cause: nil)
        case .competing where days <= 0: endedBeforeDue += 1
        case .competing:
            endedAfterDue += 1
            lateness.add(exit: Int64(days), cause: nil)
        }
    }
}
