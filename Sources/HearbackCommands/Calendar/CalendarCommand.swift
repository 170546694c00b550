import ArgumentParser

struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Days off, by which due dates are reckoned.",
        subcommands: [CalendarShow.self, CalendarCheck.self])
}
