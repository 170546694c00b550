import ArgumentParser
import HearbackAPI
import HearbackCore

/// How an import file is read.
struct ImportOptions: ParsableArguments {
    @Option(help: "By the file's name unless told: JSON Lines, CSV, WordPress' WXR, Disqus, Decidim's or regulations.gov's CSV.")
    var format: ImportFormat?

    @Option(help: ArgumentHelp("What separates the fields of CSV: one ASCII character, or 'tab'.", valueName: "character"))
    var delimiter = ","

    @Option(
        help: ArgumentHelp(
            "The column of a field; may be repeated. A field that is not mapped has a column of its own name.",
            valueName: "field=column"))
    var map: [String] = []

    @Option(
        help: ArgumentHelp("A JSON object of fields and their columns.", valueName: "path"),
        completion: .file(extensions: ["json"]))
    var mapFile: String?

    @Option(
        help: ArgumentHelp("What a value becomes, nothing for none; may be repeated.", valueName: "field:from=to"))
    var value: [String] = []

    @Option(help: ArgumentHelp("The bill of rows that name none; of other systems' exports, of all that --value does not translate.", valueName: "id"))
    var bill: String?

    @Option(help: "The language of rows that name none.")
    var language: Language?

    @Option(help: "The kind of submitter of rows that name none.")
    var submitterKind: SubmitterKind?

    @Option(
        help: ArgumentHelp(
            "When a WordPress or Disqus export was made: what was decided there had been by then. Else what the file says, or now.",
            valueName: "instant"))
    var exportedAt: String?

    @Flag(help: "Take times without a zone as UTC, and days as their beginning.")
    var assumeUtc = false

    func validate() throws {
        if let exportedAt, Instant(rfc3339: exportedAt) == nil {
            throw ValidationError("--exported-at must be a time such as 2026-01-31T12:00:00Z")
        }
        if separator == nil { throw ValidationError("--delimiter must be one ASCII character, or 'tab'") }
    }

    var separator: UInt8? {
        if delimiter == "tab" { return UInt8(ascii: "\t") }
        guard delimiter.utf8.count == 1, let byte = delimiter.utf8.first, !"\"\r\n".utf8.contains(byte) else { return nil }
        return byte
    }

    func mapping(_ console: Console) throws -> RowMapping {
        var mapping = RowMapping()
        if let mapFile {
            let pairs = try WireJSON.decode([String: String].self, from: TextInput.contents(of: mapFile, console))
            for (field, column) in pairs { mapping.columns[try ImportField.named(field)] = column }
        }
        for argument in map { try mapping.map(argument) }
        for argument in value { try mapping.translate(argument) }
        mapping.constants[.bill] = bill
        mapping.constants[.language] = language?.rawValue
        mapping.constants[.submitterKind] = submitterKind?.rawValue
        mapping.assumesUTC = assumeUtc
        return mapping
    }

    func format(of path: String, beginning: [UInt8]) throws -> ImportFormat {
        if let format = format ?? ImportFormat.of(path, beginning: beginning) { return format }
        throw CommandError(
            "the format of \(path) is not known by its name",
            hint: "give --format " + ImportFormat.allCases.map(\.rawValue).joined(separator: ", "), exitCode: ExitCodes.usage)
    }
}
