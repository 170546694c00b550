import ArgumentParser
import HearbackCore
import HearbackTime

struct CalendarCheck: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Everything that is wrong with a calendar's file, or soon will be.",
        discussion: """
            Errors are what the daemon refuses; warnings make due dates doubtful: years that run out within 12 months, \
            two entries for a day, tentative days that are past and were not confirmed. Exit code 3 when a file is not \
            valid.

            Examples:
              hearback calendar check /etc/hearback/calendars/MA.json
              hearback calendar check *.json --json
            """)

    @Argument(help: "The files, or - for standard input.", completion: .file(extensions: ["json"]))
    var files: [String]

    @OptionGroup var output: OutputOptions

    private struct Finding: Encodable {
        var entry: Int?
        var date: String?
        var name: String?
        var cause: String

        init(_ finding: CalendarReview.Finding) {
            (entry, date, name, cause) = (finding.entry, finding.date, finding.name, finding.cause)
        }
    }

    private struct Answer: Encodable {
        var file: String
        var valid: Bool
        var calendar: String?
        var version: String?
        var entries: Int?
        var errors: [Finding]
        var warnings: [Finding]
    }

    func run(_ bench: Bench) async throws {
        let now = bench.console.clock()
        let today = CivilDate(rfc3339Day: now.rfc3339)
        var invalid = 0
        for file in files {
            let review = CalendarReview(json: try TextInput.contents(of: file, bench.console), today: today)
            if review.calendar == nil { invalid += 1 }
            try bench.show(answer(file, review)) { lines(file, review, $0) }
        }
        guard invalid > 0 else { return }
        if bench.wantsJSON { throw SilentFailure(exitCode: ExitCodes.refused) }
        throw CommandError(
            files.count == 1 ? "the calendar is not valid" : "\(invalid) of \(files.count) calendars are not valid",
            hint: "mend what is listed; the daemon would refuse it", exitCode: ExitCodes.refused)
    }

    private func answer(_ file: String, _ review: CalendarReview) -> Answer {
        Answer(
            file: file, valid: review.calendar != nil, calendar: review.calendar?.name,
            version: review.calendar?.version, entries: review.calendar?.entries.count,
            errors: review.errors.map(Finding.init), warnings: review.warnings.map(Finding.init))
    }

    private func lines(_ file: String, _ review: CalendarReview, _ rendering: Rendering) -> [String] {
        let palette = rendering.palette
        var head = "\(VisibleText.inline(file)): "
        if let calendar = review.calendar {
            head += palette.paint("valid", .green) + ", \(VisibleText.inline(calendar.name)) version "
                + "\(VisibleText.inline(calendar.version)), \(Figures.count(calendar.entries.count, "day")) off"
        } else {
            head += palette.paint("not valid", .red) + ", \(Figures.count(review.errors.count, "error"))"
        }
        return [head] + review.errors.flatMap { told("error", $0, rendering) }
            + review.warnings.flatMap { told("warning", $0, rendering) }
    }

    private func told(_ kind: String, _ finding: CalendarReview.Finding, _ rendering: Rendering) -> [String] {
        var text = "\(kind): "
        if let entry = finding.entry { text += "entry \(entry)" }
        let about = [finding.date, finding.name].compactMap { $0 }.joined(separator: " ")
        if !about.isEmpty { text += " (\(VisibleText.inline(about)))" }
        if finding.entry != nil { text += ": " }
        return TextBlock.lines(text + VisibleText.inline(finding.cause), indent: "  ", width: rendering.width)
    }
}

extension CivilDate {
    /// The day in UTC.
    fileprivate init(rfc3339Day text: String) {
        self = CivilDate(String(text.prefix(10))) ?? .earliest
    }
}
