import HearbackCore
import HearbackTime

/// A due date with all that it was reckoned from.
struct DueReckoning {
    let due: DueDate
    /// Nil when a local day was given.
    let instant: Instant?
    let zone: Zone
    let zoneFile: String
    let calendarFile: String

    struct Answer: Encodable {
        struct Day: Encodable {
            var date: CivilDate
            var weekday: String
            /// received, counted, weekend, holiday or rolled_to.
            var verdict: String
            var number: Int?
            var holidays: [String]?
        }
        struct Source: Encodable {
            var name: String
            var version: String
            var path: String
        }

        var due: CivilDate
        var provisional: Bool
        var doubts: [String]
        var received: CivilDate
        var received_at: String?
        var days: Int
        var unit: String
        var calendar: Source
        var zone: Source
        var reckoning: [Day]
    }

    var answer: Answer {
        Answer(
            due: due.due, provisional: due.isProvisional, doubts: due.doubts.map(\.words), received: due.received,
            received_at: instant?.rfc3339, days: due.term.count, unit: due.term.unit,
            calendar: .init(name: due.calendarName, version: due.calendarVersion, path: calendarFile),
            zone: .init(name: zone.name, version: zone.dataVersion, path: zoneFile), reckoning: due.days.map(day))
    }

    private func day(_ day: DueDate.Day) -> Answer.Day {
        var answer = Answer.Day(date: day.date, weekday: day.date.weekday.name, verdict: "")
        switch day.verdict {
        case .received: answer.verdict = "received"
        case .counted(let number): (answer.verdict, answer.number) = ("counted", number)
        case .skippedWeekend(let holidays):
            (answer.verdict, answer.holidays) = ("weekend", holidays.isEmpty ? nil : holidays.map(\.name))
        case .skippedHoliday(let holidays): (answer.verdict, answer.holidays) = ("holiday", holidays.map(\.name))
        case .rolledTo: answer.verdict = "rolled_to"
        }
        return answer
    }

    func lines(_ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("due", "\(due.due), \(due.due.weekday.name), by the end of the day", .bold)
        facts.add("provisional", due.isProvisional ? "yes" : "no", due.isProvisional ? .yellow : .plain)
        for doubt in due.doubts { facts.add("", doubt.words, .yellow) }
        facts.add("term", Figures.count(due.term.count, "\(due.term.unit) day"))
        facts.add("received", received)
        facts.add("calendar", "\(due.calendarName), version \(due.calendarVersion), \(calendarFile)")
        facts.add("zone", "\(zone.name), data \(zone.dataVersion), \(zoneFile)")
        let table = Table(
            columns: [.init("DATE"), .init("DAY"), .init("COUNT", .right), .init("WHY", least: 12)],
            rows: due.days.map(row))
        return facts.lines + [""] + table.lines(width: rendering.width, palette: rendering.palette)
    }

    private var received: String {
        guard let instant else { return "\(due.received), a local day" }
        let minutes = zone.offset(at: instant) / 60
        let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
        let sign = minutes < 0 ? "-" : "+"
        let offset = "\(sign)\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
        return "\(instant.rfc3339), which was \(due.received) in \(zone.name) (UTC\(offset))"
    }

    private func row(_ day: DueDate.Day) -> [Table.Cell] {
        let (count, why, style): (String, String, Palette.Style) =
            switch day.verdict {
            case .received: ("0", "received", .plain)
            case .counted(let number) where day.date == due.due: ("\(number)", "due by the end of it", .bold)
            case .counted(let number): ("\(number)", "counted", .plain)
            case .skippedWeekend(let holidays) where holidays.isEmpty: ("-", "skipped: weekend", .dim)
            case .skippedWeekend(let holidays): ("-", "skipped: weekend, and \(Self.words(holidays))", .dim)
            case .skippedHoliday(let holidays): ("-", "skipped: \(Self.words(holidays))", .dim)
            case .rolledTo: ("-", "due by the end of it: the first working day after the term", .bold)
            }
        return [.init(day.date.description, style), .init(day.date.weekday.name, style), .init(count), .init(why, style)]
    }

    private static func words(_ holidays: [Holiday]) -> String {
        holidays.map { "\($0.name) (\($0.status.rawValue))" }.joined(separator: ", ")
    }
}

extension DueTerm {
    fileprivate var unit: String {
        switch self {
        case .workingDays: "working"
        case .calendarDays: "calendar"
        }
    }
}

extension DueDate.Doubt {
    fileprivate var words: String {
        switch self {
        case .tentative(let holiday): "\(holiday.name) on \(holiday.date) is tentative, and may move by a day"
        case .outsideCalendar: "the calendar does not know all of these days"
        }
    }
}
