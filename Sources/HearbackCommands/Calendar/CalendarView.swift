import HearbackCore
import HearbackTime

/// A calendar as people see it.
enum CalendarView {
    static func lines(
        _ calendar: WorkingCalendar, _ entries: [Holiday], path: String, _ rendering: Rendering
    ) -> [String] {
        var facts = Facts(rendering)
        facts.add("calendar", "\(calendar.name), version \(calendar.version)")
        facts.add("covers", "\(calendar.coverage.lowerBound) to \(calendar.coverage.upperBound)")
        facts.add("weekend", calendar.weekend.sorted { $0.rawValue < $1.rawValue }.map(\.name).joined(separator: ", "))
        facts.add("file", path)
        let table = Table(
            columns: [
                .init("DATE"), .init("DAY", leavesAt: 2), .init("STATUS"), .init("NAME", least: 12),
                .init("SOURCE", least: 12, leavesAt: 1),
            ],
            rows: entries.map { row($0, calendar) })
        let tentative = entries.count { $0.status == .tentative }
        let note = "? tentative: the sighting of the moon may move \(Figures.count(tentative, "day")) by a day"
        return facts.lines + [""] + table.lines(width: rendering.width, palette: rendering.palette)
            + (tentative == 0 ? [] : [""] + TextBlock.lines(note, indent: "", width: rendering.width))
    }

    private static func row(_ entry: Holiday, _ calendar: WorkingCalendar) -> [Table.Cell] {
        let isWeekend = calendar.weekend.contains(entry.date.weekday)
        let isTentative = entry.status == .tentative
        return [
            .init(entry.date.description), .init(entry.date.weekday.name, isWeekend ? .dim : .plain),
            .init(entry.status.rawValue + (isTentative ? " ?" : ""), isTentative ? .yellow : .plain),
            .init(entry.name), .init(entry.source, .dim),
        ]
    }
}

extension Weekday {
    /// In English, as everything that the desk says.
    var name: String {
        switch self {
        case .monday: "Monday"
        case .tuesday: "Tuesday"
        case .wednesday: "Wednesday"
        case .thursday: "Thursday"
        case .friday: "Friday"
        case .saturday: "Saturday"
        case .sunday: "Sunday"
        }
    }
}
