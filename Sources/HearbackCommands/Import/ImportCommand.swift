import ArgumentParser
import Foundation
import HearbackAPI
import HearbackClient
import HearbackCore

struct ImportCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring comments of another system in, with their original times.",
        discussion: """
            Takes JSON Lines and CSV, and the exports of WordPress, Disqus, Decidim and regulations.gov (docs/import.md). Imported events are marked as such. A row is known by its external_id: importing it \
            again changes nothing. Refused rows are reported with line number and cause, the others are imported. Exit \
            code 1 when a row was refused.

            Fields: \(ImportField.allCases.map(\.rawValue).joined(separator: ", ")).

            Examples:
              hearback import comments.jsonl
              hearback import petitions.csv --bill plan-2022 --language fr --submitter-kind person \\
                --map external_id=id --map text=action --map received_at=created_at \\
                --map decision.kind=state --map decision.at=decided_at \\
                --value decision.kind:open=published --value decision.kind:pending=
              hearback import blog.wordpress.2024.xml --language fr --submitter-kind person --value bill:loi-ecole=pl-03-25
              hearback import comments.csv --format decidim --bill pl-03-25 --submitter-kind person
              zcat old.jsonl.gz | hearback import - --format jsonl
            """)

    @Argument(help: "The file, or - for standard input.", completion: .file(extensions: ["jsonl", "csv", "xml"]))
    var file: String

    @OptionGroup var options: ImportOptions
    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let mapping = try options.mapping(desk.console)
        let descriptor = file == "-" ? STDIN_FILENO : try Descriptor.open(file)
        defer { if file != "-" { close(descriptor) } }
        // Looked at once for what it is, then given to the parser.
        let beginning = try Descriptor.readChunk(descriptor)
        let format = try options.format(of: file, beginning: beginning ?? [])
        var first = beginning
        var source = RowSource(
            format: format, delimiter: options.separator ?? UInt8(ascii: ","), exported: options.exportedAt, mapping: mapping,
            read: {
                if let chunk = first {
                    first = nil
                    return chunk
                }
                return try Descriptor.readChunk(descriptor)
            })
        let progress = ImportProgress(
            console: desk.console, total: Descriptor.size(descriptor), isQuiet: desk.wantsJSON)
        defer { progress.clear() }
        let importer = importer(desk, progress)
        let summary = try await progress.whileInterruptible { try await importer.run(&source) }
        progress.clear()
        try desk.show(summary) { _ in [summary.words] }
        if summary.refused > 0 { throw SilentFailure() }
    }

    private func importer(_ desk: Desk, _ progress: ImportProgress) -> Importer {
        Importer(
            send: { try await desk.client.importRows($0) },
            pause: { try await Task.sleep(for: .seconds($0)) },
            refused: { row in progress.say(text(of: row, desk)) },
            progress: { progress.advance(bytes: $0, $1) })
    }

    private func text(of row: RefusedRow, _ desk: Desk) -> String {
        if desk.wantsJSON, let line = try? JSONLine.text(row) { return line }
        let words = ErrorWords.of(row.problem)
        let name = row.externalID.map { " \($0)" } ?? ""
        return VisibleText.inline("\(file == "-" ? "-" : file):\(row.line): refused\(name): \(words.message)")
    }
}
