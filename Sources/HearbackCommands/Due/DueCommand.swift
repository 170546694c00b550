import ArgumentParser
import HearbackCore
import HearbackTime

struct DueCommand: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "When something is due, and how that was reckoned, day by day.",
        discussion: """
            Day 0 is the local date of receipt, whatever the hour; due is the end of the n-th working day after it. A term \
            in calendar days that ends on a day off goes on to the next working day. Provisional is what a tentative day \
            or the calendar's end may still move. No daemon needed.

            Examples:
              hearback due --received 2026-10-30 --days 20
              hearback due --received 2026-11-23T23:30:00Z --days 60 --unit calendar
              hearback due --received 2026-03-19 --days 20 --json
            """)

    enum Unit: String, CaseIterable, ExpressibleByArgument { case working, calendar }

    @Option(help: ArgumentHelp("A local day, or a time with Z or an offset.", valueName: "date-or-time"))
    var received: String

    @Option(help: ArgumentHelp("The term in days, 1 to 1000.", valueName: "n"))
    var days: Int

    @Option(help: "Which days are counted.")
    var unit = Unit.working

    @Option(help: ArgumentHelp("The calendar of days off.", valueName: "name"))
    var calendar = "MA"

    @Option(help: ArgumentHelp("The zone in which a time is a day.", valueName: "name"))
    var zone = "Africa/Casablanca"

    @Option(help: ArgumentHelp("The folder of the time zone data.", valueName: "dir"), completion: .directory)
    var zoneinfo = SystemZone.folder

    @OptionGroup var folder: CalendarOptions
    @OptionGroup var output: OutputOptions

    func run(_ bench: Bench) async throws {
        let zone = try SystemZone.load(zone, from: zoneinfo)
        let (calendar, path) = try folder.load(calendar)
        let (day, instant) = try receipt(zone)
        let due: DueDate
        do {
            due = try calendar.dueDate(received: day, term: unit == .working ? .workingDays(days) : .calendarDays(days))
        } catch {
            throw CommandError("\(error)", hint: "give --days from 1 to 1000", exitCode: ExitCodes.usage)
        }
        if zone.isOlderThanCasablanca2026 { warn(zone, bench.console) }
        let reckoning = DueReckoning(
            due: due, instant: instant, zone: zone, zoneFile: "\(zoneinfo)/\(zone.name)", calendarFile: path)
        try bench.show(reckoning.answer, as: reckoning.lines)
    }

    private func receipt(_ zone: Zone) throws -> (day: CivilDate, instant: Instant?) {
        if let day = CivilDate(received) { return (day, nil) }
        guard let instant = Instant(rfc3339: received) else {
            throw CommandError(
                "'\(received)' is neither a day nor a time",
                hint: "write 2026-10-30 for a local day, or 2026-10-30T09:15:00+01:00 with Z or an offset",
                exitCode: ExitCodes.usage)
        }
        return (zone.civilDate(at: instant), instant)
    }

    private func warn(_ zone: Zone, _ console: Console) {
        let text = "warning: the time zone data \(zone.dataVersion) in \(zoneinfo) is older than Morocco's change of "
            + "2026-09-20: local days near midnight will be wrong; upgrade the package tzdata to 2026c or later"
        console.errorLine(console.errorPalette.paint(VisibleText.inline(text), .yellow))
    }
}
