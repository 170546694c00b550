import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore
import HearbackReview

struct ReviewCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Read and decide what waits, full-screen, one key a decision.",
        discussion: """
            Shows the oldest comment that nobody holds, and holds it while the screen is open. p publishes, r rejects, \
            c asks for clarification, n notes, s skips, u takes back; ? shows all keys. What is held is given back on leaving.

            Needs a terminal of at least 40×10. Colours follow NO_COLOR; Ctrl-O writes in $VISUAL or $EDITOR. \
            For scripts: 'hearback queue next' and 'hearback comment publish|reject|clarify|note'.

            Examples:
              hearback review
              hearback review --bill pl-03-25 --language ar
              hearback review --older-than 14 --submitter association
              hearback review --flag phone                 what screening found telephone numbers in
              hearback review --json > today.json          the session's figures when it has ended
            """)

    @OptionGroup var filter: QueueFilter
    @Option(help: "Only comments of this kind of submitter.")
    var submitter: SubmitterKind?
    @Option(help: ArgumentHelp("Only comments that have waited for more days, 1 to 3650.", valueName: "days"))
    var olderThan: Int?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard olderThan.map((1...3_650).contains) ?? true else { throw ValidationError("--older-than must be from 1 to 3650") }
    }

    func run(_ desk: Desk) async throws {
        let status = try await desk.client.status()
        guard status.roles.contains(.moderator) else {
            throw Problem(.forbidden, detail: "\(status.user) is no moderator")
        }
        let session = ReviewSession(
            client: desk.client, user: status.user, filter: wanted,
            console: desk.console, clockOffset: status.now.milliseconds - desk.console.clock().milliseconds)
        let review = try await session.run()
        let summary = ReviewSummary(review)
        try desk.show(summary) { _ in summary.lines }
        for trouble in review.troubles { desk.console.errorLine(VisibleText.inline(trouble)) }
        guard review.outbox.isEmpty else {
            let names = review.outbox.map { VisibleText.inline($0.ticket.comment.reference) }.joined(separator: ", ")
            throw CommandError(
                "the daemon has not confirmed your decision on \(names)",
                hint: "'hearback comment show REFERENCE' shows whether it was taken", exitCode: ExitCodes.tryAgain)
        }
    }
}

extension ReviewCommand {
    private var wanted: ReviewFilter {
        ReviewFilter(
            bill: filter.bill, language: filter.language, kind: submitter, olderThanDays: olderThan,
            flags: filter.unflagged ? .unflagged : filter.flag.map { .flagged($0) })
    }
}

/// What a session did.
struct ReviewSummary: Encodable {
    var published: Int
    var rejected: Int
    var asked: Int
    var skipped: Int

    init(_ review: Review) {
        (published, rejected) = (review.tally.published, review.tally.rejected)
        (asked, skipped) = (review.tally.asked, review.tally.skipped)
    }

    var lines: [String] {
        ["\(Figures.grouped(published)) published, \(Figures.grouped(rejected)) rejected, "
            + "\(Figures.grouped(asked)) asked, \(Figures.grouped(skipped)) skipped"]
    }
}
