import ArgumentParser
import HearbackLatency
import HearbackReports

/// What `hearback latency --csv` takes: the columns of records that somebody else kept.
struct OutsideOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Audit this table instead of the daemon, or - for standard input. Needs no daemon.", valueName: "file"),
        completion: .file())
    var csv: String?

    @Option(help: ArgumentHelp("With --csv: the column with the day or time of receipt.", valueName: "column"))
    var received: String?

    @Option(
        help: ArgumentHelp(
            "With --csv: the column with the day or time of the decision; empty while there is none.",
            valueName: "column"))
    var decided: String?

    @Option(
        help: ArgumentHelp(
            "With --csv: the column that says how it ended: published, rejected, withdrawn or lapsed, or a word that "
                + "--means explains; with any other word it was decided.", valueName: "column"))
    var outcome: String?

    @Option(
        help: ArgumentHelp(
            "A word of the outcome column, such as refused=rejected. Repeatable.", valueName: "word=end"))
    var means: [String] = []

    @Option(help: ArgumentHelp("With --csv: the column with the day or time of the answer.", valueName: "column"))
    var answered: String?

    @Option(help: ArgumentHelp("With --csv: the column whose values are compared.", valueName: "column"))
    var by: String?

    @Option(
        help: ArgumentHelp(
            "With --csv: the column that tells submitters apart; only how many there are is reported.",
            valueName: "column"))
    var submitter: String?

    @Option(help: ArgumentHelp("With --csv: the column that names a record; else its line.", valueName: "column"))
    var reference: String?

    @Option(help: ArgumentHelp("With --csv: working days within which a decision is due.", valueName: "days"))
    var target: Int?

    @Option(
        help: ArgumentHelp(
            "With --csv: the zone of times without an offset, and in which a time is a day; else UTC.",
            valueName: "name"))
    var zone: String?

    @Option(help: "With --csv: how dates are written; dmy and mdy are day/month/year and month/day/year, the last two count since 1970.")
    var dates = OutsideDates.iso

    @Flag(help: "With --csv: count whole days of --zone, for records whose hours mean nothing.")
    var wholeDays = false

    @Option(help: ArgumentHelp("With --csv: the calendar of days off for --target.", valueName: "name"))
    var calendar = "MA"

    @OptionGroup var folder: CalendarOptions
    @OptionGroup var format: ReportFormatOptions

    func validate() throws {
        guard csv != nil else {
            let given = [
                received.map { _ in "--received" }, decided.map { _ in "--decided" }, outcome.map { _ in "--outcome" },
                answered.map { _ in "--answered" }, by.map { _ in "--by" }, reference.map { _ in "--reference" }, submitter.map { _ in "--submitter" },
                target.map { _ in "--target" }, means.isEmpty ? nil : "--means",
            ].compactMap { $0 }
            guard given.isEmpty else { throw ValidationError("\(given[0]) needs --csv") }
            return
        }
        guard received != nil, decided != nil else {
            throw ValidationError("--csv needs --received and --decided, the columns of the two dates")
        }
        if let target, !(1...1_000).contains(target) { throw ValidationError("--target must be 1 to 1000") }
        _ = try ends()
    }

    /// What the words of the outcome column mean, in lower case.
    func ends() throws -> [String: DecisionEnd] {
        var ends = Dictionary(uniqueKeysWithValues: DecisionEnd.allCases.map { ($0.rawValue, $0) })
        for pair in means {
            guard let cut = pair.lastIndex(of: "="), let end = DecisionEnd(rawValue: String(pair[pair.index(after: cut)...]))
            else {
                throw ValidationError(
                    "--means \(pair): write word=end, the end one of published, rejected, withdrawn, lapsed")
            }
            ends[String(pair[..<cut]).trimmed.lowercased()] = end
        }
        return ends
    }
}

extension ReportFormat: ExpressibleByArgument {}
