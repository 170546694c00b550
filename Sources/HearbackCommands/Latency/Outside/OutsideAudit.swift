import Foundation
import HearbackCore
import HearbackLatency
import HearbackTime

/// The audit of somebody else's records, from the file to the report.
struct OutsideAudit {
    let options: OutsideOptions
    let file: String
    /// A day or a time; nil: the latest moment that the file knows of.
    let asOf: DayOrTime?
    let console: Console

    struct Result {
        let audit: LatencyAudit
        let refused: Int
    }

    func run() throws -> Result {
        var table = try OutsideTable(options)
        try read(into: &table)
        guard table.used > 0 else {
            throw CommandError(
                table.read == 0 ? "the file has no rows" : "none of the \(Figures.count(table.read, "row")) can be used",
                hint: "a row needs a day of receipt; --dates tells how days are written", exitCode: ExitCodes.data)
        }
        var zone = try zone(for: table)
        if options.wholeDays {
            table = table.inWholeDays(of: zone)
            zone = .utc
        }
        return try audit(table, zone)
    }

    private func audit(_ table: OutsideTable, _ zone: Zone) throws -> Result {
        let end = asOf?.end(in: zone) ?? table.last(in: zone) ?? Instant(milliseconds: 0)
        let scope = AuditScope(asOf: end, by: options.by == nil ? nil : .bill, zone: zone, calendar: try calendar())
        var auditor = LatencyAuditor(scope)
        var later = 0
        for record in table.cases(in: zone, target: options.target) {
            if record.timeline.received > end { later += 1 }
            auditor.add(record)
        }
        let rows = AuditRows(
            read: table.read, used: table.used - later, refused: table.problems.count, later: later,
            problems: Array(table.problems.prefix(Self.mostProblems)))
        let source = file == "-" ? "standard input" : URL(fileURLWithPath: file).lastPathComponent
        let provenance = AuditProvenance(
            source: source, generator: "hearback \(HearbackVersion.current)",
            submitters: table.submitters(asOf: end, in: zone), rows: rows,
            clocks: options.answered == nil ? [.decision] : [.decision, .answer], knowsMessages: false)
        return Result(audit: auditor.report(provenance), refused: table.problems.count)
    }

    /// Causes in the report itself; all of them go to standard error.
    private static let mostProblems = 100

    private func read(into table: inout OutsideTable) throws {
        let descriptor = file == "-" ? STDIN_FILENO : try Descriptor.open(file)
        defer { if file != "-" { close(descriptor) } }
        var reader = ColumnReader(columns: table.columns, read: { try Descriptor.readChunk(descriptor) })
        while let rows = try reader.next() {
            var faults = ""
            for row in rows {
                guard let fault = table.add(row) else { continue }
                faults += VisibleText.inline("\(file):\(row.line): refused: \(fault.words)") + "\n"
            }
            if !faults.isEmpty { console.writeError(faults) }
        }
    }

    private func zone(for table: OutsideTable) throws -> Zone {
        guard let name = options.zone else {
            guard !table.needsZone else {
                throw CommandError(
                    "the file's times have no zone", hint: "name it: --zone Africa/Casablanca", exitCode: ExitCodes.usage)
            }
            return .utc
        }
        let zone = try SystemZone.load(name)
        return table.hasDaysOnly ? .utc : zone
    }

    private func calendar() throws -> WorkingCalendar {
        guard options.target == nil else { return try options.folder.load(options.calendar).calendar }
        return try WorkingCalendar(
            name: "none", version: "none", weekend: [.saturday, .sunday], coverage: .earliest ... .latest, entries: [])
    }
}
