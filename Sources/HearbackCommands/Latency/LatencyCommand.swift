import ArgumentParser
import HearbackClient
import HearbackCore

enum ImportTreatment: String, CaseIterable, ExpressibleByArgument {
    case delayed, believed
}

struct LatencyCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "bills",
        abstract: "How long people wait, with those who still wait counted.",
        discussion: """
            Kaplan-Meier quantiles: by then, half (p50) or nine tenths (p90) had been decided, undecided comments \
            included; 'not reached' while the curve has not come down that far. Beside them, where the terminal is \
            wide enough, their 95 % interval.

            Nobody here saw an imported comment wait before it was imported, so it enters the curve at its age then; one \
            that had ended already is counted, but in no curve.

            Examples:
              hearback latency
              hearback latency --bill pl-03-25 --clock answer
              hearback latency --as-of 2026-11-24 --json
              hearback latency --csv requests.csv --received asked --decided answered
              hearback latency --csv posts.csv --received Received --decided Posted --dates mdy --format html > audit.html
            """)

    @Option(help: ArgumentHelp("Only this bill.", valueName: "id"))
    var bill: String?

    @Option(help: "What is measured, such as decision, publication, answer; decision unless told.")
    var clock: String?

    @Option(
        help: ArgumentHelp(
            "As it was known at the end of this day, or at this time: RFC 3339. Else now; with --csv the latest moment in "
                + "the file.", valueName: "time"))
    var asOf: DayOrTime?

    @Option(help: "Imported comments: delayed counts them from their import on, believed as their source says.")
    var imports: ImportTreatment = .delayed

    @OptionGroup(title: "Somebody else's records") var outside: OutsideOptions
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        if let file = outside.csv { return try audit(file, desk) }
        let report = try await desk.client.latency(bill: bill, clock: clock, imports: imports.rawValue, asOf: asOf?.text)
        try desk.show(report) { LatencyView.lines(report, $0) }
    }

    private func audit(_ file: String, _ desk: Desk) throws {
        let result = try OutsideAudit(options: outside, file: file, asOf: asOf, console: desk.console).run()
        try outside.format.write(result.audit, desk.console, wantsJSON: desk.wantsJSON)
        guard result.refused > 0 else { return }
        desk.console.errorLine(
            desk.console.errorPalette.paint("warning:", .yellow)
                + " \(Figures.count(result.refused, "row")) could not be used; the report says how many were")
        throw SilentFailure()
    }
}
