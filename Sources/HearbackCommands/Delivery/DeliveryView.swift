import HearbackAPI
import HearbackCore

/// Deliveries as people see them.
enum DeliveryView {
    static func list(_ list: DeliveryList, _ rendering: Rendering) -> [String] {
        let counts = list.counts.sorted { $0.key < $1.key }.map {
            "\(Figures.grouped($0.value)) \(VisibleText.inline($0.key))"
        }
        let summary = counts.isEmpty ? "no messages" : counts.joined(separator: ", ")
        guard !list.deliveries.isEmpty else { return [summary] }
        let columns: [Table.Column] = [
            .init("MESSAGE", least: 12), .init("STATE"), .init("TRIES", .right), .init("CREATED (UTC)", leavesAt: 2),
            .init("COMMENT", leavesAt: 3), .init("ENDPOINT", leavesAt: 1), .init("TYPE", least: 12),
            .init("LAST", least: 10),
        ]
        let rows = list.deliveries.map { item in
            [
                Table.Cell(item.message), .init(item.state, style(item.state)), .init(Figures.grouped(item.attempts)),
                .init(item.createdAt.secondText), .init(item.comment ?? "-"), .init(item.endpoint), .init(item.type),
                .init(last(item)),
            ]
        }
        let table = Table(columns: columns, rows: rows)
        return table.lines(width: rendering.width, palette: rendering.palette) + ["", summary]
    }

    static func show(_ detail: DeliveryDetail, _ rendering: Rendering) -> [String] {
        let item = detail.delivery
        var facts = Facts(rendering)
        facts.add("type", item.type)
        facts.add("comment", item.comment)
        facts.add("endpoint", item.endpoint)
        facts.add("created", item.createdAt.minuteText)
        facts.add("next try", item.nextAt?.minuteText)
        facts.add("finished", item.finishedAt?.minuteText)
        let name = rendering.palette.paint(VisibleText.inline(item.message), .bold)
        let state = rendering.palette.paint(VisibleText.inline(item.state), style(item.state))
        return ["\(name)  \(state)"] + facts.lines + attempts(detail.tries, rendering)
    }

    private static func attempts(_ tries: [AttemptResource], _ rendering: Rendering) -> [String] {
        guard !tries.isEmpty else { return ["", "no attempt yet"] }
        let table = Table(
            columns: [
                .init("ATTEMPT", .right), .init("STARTED (UTC)"), .init("TOOK", .right), .init("STATUS", .right),
                .init("PEER", least: 9, leavesAt: 1), .init("ERROR", least: 12),
            ],
            rows: tries.map {
                [
                    .init(String($0.attempt)), .init($0.startedAt.secondText),
                    .init("\(Figures.grouped($0.milliseconds)) ms"), .init($0.status.map(String.init) ?? "-"),
                    .init($0.peer ?? "-"), .init([$0.error, $0.detail].compactMap { $0 }.joined(separator: ": ")),
                ]
            })
        return [""] + table.lines(width: rendering.width, palette: rendering.palette)
    }

    /// `dead after 9 attempts, last: connection refused`.
    static func situation(_ item: DeliveryResource) -> String {
        var text = VisibleText.inline(item.state)
        if item.attempts > 0 { text += " after \(Figures.count(item.attempts, "attempt")), last: \(last(item))" }
        if let next = item.nextAt, item.finishedAt == nil { text += ", next try \(next.minuteText)" }
        return text
    }

    private static func last(_ item: DeliveryResource) -> String {
        if let error = item.lastError { return VisibleText.inline(error) }
        return item.lastStatus.map { "HTTP \($0)" } ?? "-"
    }

    private static func style(_ state: String) -> Palette.Style {
        switch state {
        case "delivered": .green
        case "dead": .red
        case "superseded", "cancelled": .dim
        default: .yellow
        }
    }
}
