import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct ExportCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all comments out in the form that 'hearback import' takes, names and addresses included.",
        discussion: """
            For moving to another installation, by an administrator: the file holds personal data. An auditor's has no names and no \
            addresses. What everyone may have is at /v1/open-data. Texts are as they are shown; what a redaction covers stays here. Comments that were withdrawn, \
            have lapsed or were erased are left out, and counted on standard error: an import has no word for them.

            Examples:
              hearback export > comments.jsonl
              hearback export --bill pl-03-25 --format csv > pl-03-25.csv
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case jsonl, csv }

    @Option(help: "JSON Lines or CSV.")
    var format = Format.jsonl
    @Option(help: ArgumentHelp("Only this bill's.", valueName: "id"))
    var bill: String?
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        if format == .csv { try desk.console.line(ImportField.allCases.map(\.rawValue).joined(separator: ",")) }
        var (count, leftOut, after) = (0, [String: Int](), String?.none)
        repeat {
            let page = try await desk.client.export(bill: bill, after: after)
            for row in page.rows { try desk.console.line(try line(row)) }
            count += page.rows.count
            leftOut.merge(page.leftOut) { $0 + $1 }
            after = page.next
        } while after != nil
        let left = leftOut.sorted { $0.key < $1.key }.map { "; left out: \(Figures.grouped($1)) \($0)" }.joined()
        desk.console.errorLine("\(Figures.count(count, "comment"))\(left)")
    }

    private func line(_ row: ImportRow) throws -> String {
        switch format {
        case .jsonl: return try JSONLine.text(row)
        case .csv:
            // The names of the fields are the paths of the members.
            let values = try WireJSON.decode(JSONValue.self, from: try WireJSON.encode(row)).flattened
            return ImportField.allCases.map { CSVCell.quoted(values[$0.rawValue] ?? "") }.joined(separator: ",")
        }
    }
}
