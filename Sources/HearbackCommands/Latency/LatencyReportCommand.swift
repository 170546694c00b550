import ArgumentParser
import HearbackClient
import HearbackCore
import HearbackLatency

struct LatencyReportCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "The whole latency audit: flow, clocks, deadlines, outcomes, who was told, plots.",
        discussion: """
            Comments received from --from to the end of --to, as they stood at --as-of. Days are the institution's local \
            days; --as-of is now unless told, and stands in the report. The same ledger and arguments give the same bytes. \
            What each table means: docs/latency-report.md.

            Examples:
              hearback latency report
              hearback latency report --from 2026-01-01 --to 2026-06-30 --as-of 2026-09-30 --by language
              hearback latency report --format html --report-language ar > report.html
              hearback latency report --from 2026-01-01 --as-of 2026-09-30 --corrections-since 2026-06-30
              hearback latency report --population period --from 2026-06-01 --to 2026-06-30 --json
            """)

    @Option(help: ArgumentHelp("Received on or after this day or time.", valueName: "day"))
    var from: DayOrTime?

    @Option(help: ArgumentHelp("Received up to the end of this day, or before this time.", valueName: "day"))
    var to: DayOrTime?

    @Option(help: ArgumentHelp("As it was known at the end of this day, or at this time.", valueName: "day"))
    var asOf: DayOrTime?

    @Option(
        help: ArgumentHelp(
            "Tell which figures of the same report, made at the end of this day or at this time, are others now.",
            valueName: "day"))
    var correctionsSince: DayOrTime?

    @Option(
        help: ArgumentHelp(
            "That report's window began on this day, and ended when it was made; else it is the same window.",
            valueName: "day"))
    var correctionsFrom: DayOrTime?

    @Option(help: ArgumentHelp("Only this bill.", valueName: "id"))
    var bill: String?

    @Option(help: "Also by: bill, committee, language, submitter, channel or reason.")
    var by: AuditFacet?

    @Option(help: "cohort: received in the window, followed to --as-of. period: whoever waited in the window, seen in it alone.")
    var population = AuditPopulation.cohort

    @Option(help: "Imported comments: delayed counts them from their import on, believed as their source says.")
    var imports: ImportTreatment = .delayed

    @OptionGroup var format: ReportFormatOptions
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let document = try await desk.client.latencyReport([
            .init("from", from?.text), .init("to", to?.text), .init("as_of", asOf?.text), .init("bill", bill),
            .init("corrections_since", correctionsSince?.text), .init("corrections_from", correctionsFrom?.text),
            .init("by", by?.rawValue), .init("population", population.rawValue), .init("imports", imports.rawValue),
        ])
        let audit: LatencyAudit
        do {
            audit = try LatencyAudit(json: document)
        } catch {
            throw ClientError.notUnderstood(member: nil)
        }
        try format.write(audit, desk.console, wantsJSON: desk.wantsJSON)
    }
}

extension AuditFacet: ExpressibleByArgument {}
extension AuditPopulation: ExpressibleByArgument {}
