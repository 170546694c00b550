import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct AnswerQueue: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Published and lapsed comments without an answer, the first due first.",
        discussion: """
            A confirmed campaign is one line, with how many of its comments owe an answer: 'hearback campaign answer' answers them \
            all. The due day is the answer's target in the bill's policy at receipt.

            Examples:
              hearback answer queue
              hearback answer queue --overdue --bill pl-03-25
              hearback answer queue --json | jq -r 'select(.days_to_due < 7) | .reference'
            """)

    @Option(help: ArgumentHelp("Only comments on this bill.", valueName: "id"))
    var bill: String?
    @Option(help: "Only comments in this language.")
    var language: Language?
    @Flag(help: "Only those whose due day has passed.")
    var overdue = false
    @Option(help: ArgumentHelp("How many lines, 1 to 1000.", valueName: "count"))
    var limit = 50
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1...1_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 1000") }
    }

    func run(_ desk: Desk) async throws {
        let page = try await desk.client.answers(bill: bill, language: language, isOverdueOnly: overdue, limit: limit)
        try desk.show(each: page.items) { AnswerView.list(page.items, $0) }
        let shown = page.items.reduce(0) { $0 + ($1.members ?? 1) }
        if shown < page.owed { desk.remark("\(Figures.grouped(shown)) of \(Figures.grouped(page.owed)) comments that owe an answer are shown") }
    }
}

/// What is owed, as people see it.
enum AnswerView {
    static func list(_ items: [AnswerItem], _ rendering: Rendering) -> [String] {
        guard !items.isEmpty else { return ["nothing is owed an answer"] }
        let columns: [Table.Column] = [
            .init("COMMENT"), .init("DUE"), .init("BILL", least: 12), .init("ART", least: 3, leavesAt: 1), .init("LANG"),
            .init("FROM", leavesAt: 2), .init("TEXT", least: 18),
        ]
        return Table(columns: columns, rows: items.map(row)).lines(width: rendering.width, palette: rendering.palette)
    }

    private static func row(_ item: AnswerItem) -> [Table.Cell] {
        let name = item.members.map { "\(item.campaign ?? item.reference) ×\(Figures.grouped($0))" } ?? item.reference
        return [
            .init(name), .init(QueueView.due(item.daysToDue), item.overdue ? .red : item.daysToDue <= 2 ? .yellow : .plain), .init(item.bill),
            .init(item.article ?? "-"), .init(item.language.rawValue), .init(item.submitterKind.rawValue), .init(item.excerpt),
        ]
    }
}
