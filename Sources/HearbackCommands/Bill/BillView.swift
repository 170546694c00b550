import HearbackAPI
import HearbackCore

/// Bills as people see them.
enum BillView {
    static func list(_ bills: [BillResource], _ rendering: Rendering) -> [String] {
        guard !bills.isEmpty else { return ["no bills; 'hearback bill add FILE' adds one"] }
        let columns: [Table.Column] = [
            .init("BILL", least: 12), .init("NUMBER", least: 6, leavesAt: 3), .init("STATE"),
            .init("CLOSES", leavesAt: 2), .init("RECEIVED", .right, leavesAt: 4), .init("WAITING", .right),
            .init("PUBLISHED", .right, leavesAt: 1), .init("REJECTED", .right, leavesAt: 1), .init("TITLE", least: 16),
        ]
        let rows = bills.map { item in
            [
                Table.Cell(item.bill.id), .init(item.bill.reference),
                .init(state(item), item.isPastVote ? .red : item.isOpen ? .green : .dim),
                .init(item.bill.window.closes.map { String($0.rfc3339.prefix(10)) } ?? "-"),
                .init(Figures.grouped(item.counts.received)),
                .init(Figures.grouped(item.counts.waiting), item.counts.waiting > 0 ? .yellow : .plain),
                .init(Figures.grouped(item.counts.published)), .init(Figures.grouped(item.counts.rejected)),
                .init(item.bill.titles.best(for: .french) ?? ""),
            ]
        }
        return Table(columns: columns, rows: rows).lines(width: rendering.width, palette: rendering.palette)
    }

    static func state(_ item: BillResource) -> String {
        let state = item.closure?.words ?? (item.isOpen ? "open" : "closed")
        return item.isPastVote ? state + ", vote passed" : state
    }

    static func show(_ item: BillResource, _ rendering: Rendering) -> [String] {
        let bill = item.bill
        var facts = Facts(rendering)
        facts.add("number", bill.reference)
        facts.add("kind", bill.kind.words)
        for (language, title) in bill.titles.texts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            facts.add("title (\(language.rawValue))", title)
        }
        facts.add("sponsors", bill.sponsors.isEmpty ? nil : bill.sponsors.joined(separator: ", "))
        facts.add("committee", bill.committee)
        facts.add("stage", bill.stage)
        facts.add("comments", "\(bill.window.opens.minuteText) to \(bill.window.closes?.minuteText ?? "its closing")")
        facts.add("vote", bill.vote?.minuteText)
        if item.isPastVote { facts.add("finding", pastVote(bill.id), .red) }
        facts.add("closed", item.closedAt.map { "\($0.minuteText), \(state(item))" })
        facts.add("targets", targets(bill.policy))
        facts.add("received", counts(item.counts))
        facts.add("articles", bill.articles.isEmpty ? "none" : Figures.grouped(bill.articles.count))
        let head = rendering.palette.paint(VisibleText.inline(bill.id), .bold)
        let articles = bill.articles.map { article in
            "  \(VisibleText.inline(article.id))  \(VisibleText.inline(article.titles.best(for: .french) ?? ""))"
        }
        return [head + "  " + state(item)] + facts.lines
            + articles.map { DisplayWidth.fit($0, into: rendering.width ?? .max) }
    }

    static func targets(_ policy: ResponsePolicy) -> String {
        "first action in \(policy.firstActionDays), decision in \(policy.decisionDays), answer in \(policy.answerDays) "
            + "working days; \(basis(policy.basis, policy.citation, of: "targets")) (policy \(policy.version))"
    }

    /// Where a term comes from. No term is a legal one unless the law is cited.
    static func basis(_ basis: TargetBasis, _ citation: String?, of what: String = "target") -> String {
        switch (basis, citation) {
        case (.law, let citation?): "by law: \(citation)"
        case (.target, let citation?): "\(what) set by the institution, after \(citation)"
        case (_, nil): "\(what) set by the institution"
        }
    }

    /// Nothing lapses by the day alone: only people know whether the vote took place.
    static func pastVote(_ id: String) -> String {
        "the vote on \(id) has passed and the bill is not closed; 'hearback bill close \(id)' says what became of it"
    }

    private static func counts(_ counts: BillCounts) -> String {
        var parts = ["\(Figures.grouped(counts.received)), of them \(Figures.grouped(counts.waiting)) waiting"]
        let others = [
            (counts.published, "published"), (counts.rejected, "rejected"), (counts.withdrawn, "withdrawn"),
            (counts.lapsed, "lapsed"),
        ]
        parts += others.filter { $0.0 > 0 }.map { "\(Figures.grouped($0.0)) \($0.1)" }
        return parts.joined(separator: ", ")
    }
}
