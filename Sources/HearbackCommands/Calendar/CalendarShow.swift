import ArgumentParser
import HearbackCore
import HearbackTime

struct CalendarShow: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "The days off of a calendar, with where each is known from.",
        discussion: """
            Days marked ? are tentative: reckoned from the moon, whose sighting may move them by a day. No daemon needed.

            Examples:
              hearback calendar show --year 2026
              hearback calendar show MA --calendars /etc/hearback/calendars --json
            """)

    @Argument(help: "The calendar's name.")
    var name = "MA"

    @Option(help: ArgumentHelp("Only the days of this year.", valueName: "year"))
    var year: Int?

    @OptionGroup var folder: CalendarOptions
    @OptionGroup var output: OutputOptions

    private struct Day: Encodable {
        var calendar: String
        var version: String
        var date: CivilDate
        var weekday: String
        var name: String
        var status: String
        var tentative: Bool
        /// Off anyhow.
        var weekend: Bool
        var source: String
        var recorded_at: String
    }

    func run(_ bench: Bench) async throws {
        let (calendar, path) = try folder.load(name)
        let entries = calendar.entries.filter { year == nil || $0.date.year == year }
        if let year, !(calendar.coverage.lowerBound.year...calendar.coverage.upperBound.year).contains(year) {
            throw CommandError(
                "the calendar \(name) does not know the year \(year)",
                hint: "it covers \(calendar.coverage.lowerBound) to \(calendar.coverage.upperBound)",
                exitCode: ExitCodes.input)
        }
        let days = entries.map { entry in
            Day(
                calendar: calendar.name, version: calendar.version, date: entry.date, weekday: entry.date.weekday.name,
                name: entry.name, status: entry.status.rawValue, tentative: entry.status == .tentative,
                weekend: calendar.weekend.contains(entry.date.weekday), source: entry.source,
                recorded_at: entry.recordedAt.rfc3339)
        }
        try bench.show(each: days) { CalendarView.lines(calendar, entries, path: path, $0) }
    }
}
