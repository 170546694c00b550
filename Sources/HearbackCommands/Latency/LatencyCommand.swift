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
            """)

    @Option(help: ArgumentHelp("Only this bill.", valueName: "id"))
    var bill: String?

    @Option(help: "What is measured, such as decision, publication, answer; decision unless told.")
    var clock: String?

    @Option(help: ArgumentHelp("As it was known then: RFC 3339, or a day for its beginning in UTC.", valueName: "time"))
    var asOf: Instant?

    @Option(help: "Imported comments: delayed counts them from their import on, believed as their source says.")
    var imports: ImportTreatment = .delayed

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let report = try await desk.client.latency(bill: bill, clock: clock, imports: imports.rawValue, asOf: asOf)
        try desk.show(report) { LatencyView.lines(report, $0) }
    }
}
