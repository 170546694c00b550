import ArgumentParser
import Foundation
import HearbackCore
import HearbackLatency

struct LatencyCurve: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "curve",
        abstract: "The share still waiting over time, from a table of waits.",
        discussion: """
            Kaplan-Meier of all waits, those that still last included. --event says which ended (1 or true) and which last \
            (0 or false); --cause instead says by what (0 or empty: it lasts) and adds the share that ended by each cause \
            (Aalen-Johansen). --entry is how long a wait had lasted when it was first seen. --group compares groups by the \
            log-rank test. Formulas: docs/latency.md. No daemon needed.

            A row that can't be used is told with its line and its cause, the others are counted; exit code 1 then.

            Examples:
              hearback latency curve --csv waits.csv --duration days --event decided --tau 90
              hearback latency curve --csv waits.csv --duration days --cause outcome --group language
              zcat waits.csv.gz | hearback latency curve --csv - --duration days --event decided --json
            """)

    @Option(help: ArgumentHelp("The table, or - for standard input.", valueName: "file"), completion: .file())
    var csv: String

    @Option(help: ArgumentHelp("The column with how long each waited, in a unit of your choice.", valueName: "column"))
    var duration: String

    @Option(help: ArgumentHelp("The column that says which waits ended.", valueName: "column"))
    var event: String?

    @Option(help: ArgumentHelp("The column that says by what each ended.", valueName: "column"))
    var cause: String?

    @Option(help: ArgumentHelp("The column with the age at which each was first seen.", valueName: "column"))
    var entry: String?

    @Option(help: ArgumentHelp("The column whose values are compared.", valueName: "column"))
    var group: String?

    @Option(help: ArgumentHelp("The mean wait is taken within this time.", valueName: "time"))
    var tau: Double?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (event == nil) != (cause == nil) else { throw ValidationError("give one of: --event, --cause") }
        if let tau, DecimalTime.key(of: tau).map({ $0 > 0 }) != true {
            throw ValidationError("--tau must be a number above 0")
        }
    }

    func run(_ bench: Bench) async throws {
        let columns = WaitColumns(duration: duration, event: event, cause: cause, entry: entry, group: group)
        var table = WaitTable(columns)
        let refused = try count(into: &table, bench.console)
        guard table.total.count > 0 else {
            throw CommandError(
                refused == 0 ? "the file has no rows" : "none of the \(Figures.grouped(refused)) rows can be used",
                hint: "a row needs a duration and \(event == nil ? "a cause" : "an event")", exitCode: ExitCodes.data)
        }
        let report = CurveReport(table, tau: tau, refused: refused)
        if bench.wantsJSON {
            try CurveJSON(report).write(bench.console.write)
        } else {
            let rendering = Rendering(width: bench.console.width, palette: bench.console.palette)
            try bench.console.line(CurveView(report, rendering).lines.joined(separator: "\n"))
        }
        guard refused > 0 else { return }
        bench.console.errorLine(
            bench.console.errorPalette.paint("warning:", .yellow)
                + " \(Figures.count(refused, "row")) could not be used, \(Figures.grouped(table.total.count)) were")
        throw SilentFailure()
    }

    /// - Returns: how many rows could not be used.
    private func count(into table: inout WaitTable, _ console: Console) throws -> Int {
        let descriptor = csv == "-" ? STDIN_FILENO : try Descriptor.open(csv)
        defer { if csv != "-" { close(descriptor) } }
        var reader = ColumnReader(columns: table.columns.names, read: { try Descriptor.readChunk(descriptor) })
        var refused = 0
        while let rows = try reader.next() {
            table.columns.hasDecimalCommas = reader.hasDecimalCommas
            var faults = ""
            for row in rows {
                do {
                    try table.add(try row.values.get())
                } catch let fault as RowFault {
                    refused += 1
                    faults += VisibleText.inline("\(csv):\(row.line): refused: \(fault.words)") + "\n"
                }
            }
            if !faults.isEmpty { console.writeError(faults) }
        }
        return refused
    }
}
