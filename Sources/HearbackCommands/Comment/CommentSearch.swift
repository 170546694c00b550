import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct CommentSearch: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Comments in which words stand, newest first.",
        discussion: """
            Every word must stand in the comment: words, "phrases", beginnings* of three letters or more. Case, accents, \
            Arabic vowel signs and the forms of alef, ya and hamza make no difference, and Tamazight is found in \
            Tifinagh and in Latin letters by either. Moderators and administrators also find submitters' names. A \
            reference, an identifier or an imported number finds that comment.

            Examples:
              hearback comment search école
              hearback comment search الاستاذ المدرسة --bill pl-03-25
              hearback comment search --phrase "langue amazighe" --language fr --status published
              hearback comment search 'enseign*' --without privé --from 2026-01-01 --to 2026-02-01 --json
            """)

    @Argument(help: "Words, phrases in quotation marks, beginnings with a star; a reference.")
    var words: [String]

    @Flag(help: "The words must follow one another.")
    var phrase = false

    @Option(help: ArgumentHelp("Not with this word; may be repeated.", valueName: "word"))
    var without: [String] = []

    @OptionGroup var filter: QueueFilter

    @Option(help: "Only in this state.")
    var status: CommentStatus?

    @Option(help: "Only by persons, or by associations.")
    var kind: SubmitterKind?

    @Option(help: ArgumentHelp("Only received at this time or later: RFC 3339, or a day.", valueName: "time"))
    var from: Instant?

    @Option(help: ArgumentHelp("Only received before this time.", valueName: "time"))
    var to: Instant?

    @Option(help: ArgumentHelp("How many.", valueName: "count"))
    var limit = 20

    @Option(help: ArgumentHelp("Go on behind this place of a former list.", valueName: "place"))
    var after: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1...200).contains(limit) else { throw ValidationError("--limit takes 1 to 200") }
    }

    func run(_ desk: Desk) async throws {
        let page = try await desk.client.search([
            .init("q", query), .init("bill", filter.bill), .init("language", filter.language?.rawValue),
            .init("status", status?.rawValue), .init("kind", kind?.rawValue), .init("from", from?.rfc3339),
            .init("to", to?.rfc3339), .init("limit", String(limit)), .init("after", after),
        ])
        try desk.show(each: page.items) { SearchView.list(page.items, $0) }
        if page.behind > 0 {
            desk.remark("the newest \(Figures.count(page.behind, "comment")) could not be searched yet; ask again in a moment")
        }
        if let next = page.next { desk.remark("there is more: --after \(VisibleText.inline(next)) goes on") }
    }

    private var query: String {
        let joined = words.joined(separator: " ")
        let wanted = phrase ? Self.quoted(joined) : joined
        return ([wanted] + without.map { "-" + Self.quoted($0) }).joined(separator: " ")
    }

    /// As one phrase; a star behind it still marks a beginning.
    private static func quoted(_ text: String) -> String {
        let star = text.hasSuffix("*")
        return "\"" + text.filter { !"\"“”„«»*".contains($0) } + "\"" + (star ? "*" : "")
    }
}
