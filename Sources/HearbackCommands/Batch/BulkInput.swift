import ArgumentParser
import HearbackAPI
import HearbackCore

/// Many comments instead of one.
struct BulkInput: ParsableArguments {
    @OptionGroup var selection: SelectionInput

    @Option(
        help: ArgumentHelp("Only the comments that this file names, one a line; - for standard input.", valueName: "path"),
        completion: .file())
    var fromFile: String?

    @Flag(help: "All that waits, without a condition.")
    var allWaiting = false

    @Option(help: ArgumentHelp("Refuse to select more than so many, up to 10,000; 1,000 unless told.", valueName: "count"))
    var limit: Int?

    @Flag(help: "Show what would be decided, and decide nothing.")
    var dryRun = false

    @Flag(help: "Don't ask.")
    var yes = false

    private var selects: Bool { !selection.conditions.isEmpty || fromFile != nil || allWaiting }

    func check(beside comment: Name?, _ revision: Int?) throws {
        if comment != nil {
            guard !selects, limit == nil, !dryRun, !yes else {
                throw ValidationError("name one comment, or select many; not both")
            }
            return
        }
        guard revision == nil else { throw ValidationError("--revision is of one comment; a batch keeps those of its own") }
        guard selects else {
            throw ValidationError("name a comment, or select many with --where or --from-file, or mean --all-waiting")
        }
        guard !allWaiting || (selection.conditions.isEmpty && fromFile == nil) else {
            throw ValidationError("--all-waiting and a condition contradict each other")
        }
    }

    func request(_ decision: String, _ console: Console) throws -> BatchRequest {
        guard dryRun || yes || console.readAnswer != nil else {
            throw CommandError(
                "nobody is there to confirm it", hint: "say --yes, or --dry-run to look first", exitCode: ExitCodes.usage)
        }
        var conditions = try selection.request()
        if let fromFile { conditions.comments = try Self.names(fromFile, console) }
        return BatchRequest(
            selection: conditions, allWaiting: allWaiting, decision: decision, limit: limit, dryRun: dryRun)
    }

    /// The first word of each line; empty lines say nothing.
    private static func names(_ path: String, _ console: Console) throws -> [String] {
        guard let text = String(validating: try TextInput.contents(of: path, console), as: UTF8.self) else {
            throw CommandError(
                "\(VisibleText.inline(path)) is not valid UTF-8", hint: "save it as UTF-8", exitCode: ExitCodes.data)
        }
        return text.split(whereSeparator: \.isNewline).compactMap { line in
            line.split(whereSeparator: \.isWhitespace).first.map(String.init)
        }
    }
}
