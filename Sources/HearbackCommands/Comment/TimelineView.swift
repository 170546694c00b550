import HearbackAPI
import HearbackCore

/// The events of a comment, each with what was said and whether the submitter was told.
struct TimelineView {
    let comment: CommentResource
    let rendering: Rendering

    private static let indent = "    "

    var lines: [String] {
        guard !comment.timeline.isEmpty else { return ["  (no events)"] }
        let pairs = TimelineDeliveries(comment)
        return comment.timeline.flatMap { entry in
            [head(entry)] + body(entry) + told(entry, pairs.delivery(for: entry))
        } + others(pairs.unpaired)
    }

    private func head(_ entry: TimelineEntry) -> String {
        var text = "  \(entry.at.secondText)  \(rendering.palette.paint(entry.event.words, .bold))"
        text += "  by \(entry.role.rawValue)" + (entry.actor.map { " \(VisibleText.inline($0))" } ?? "")
        var marks: [String] = []
        if let former = entry.takenFrom { marks.append("taken over from \(former)") }
        if let reason = entry.reason { marks.append(reason) }
        if let outcome = entry.outcome { marks.append(outcome) }
        if let citation = entry.citation { marks.append(entry.event == .erased ? "by \(citation)" : "in \(citation)") }
        if let batch = entry.batch { marks.append(batch) }
        if let clock = entry.clock { marks.append(clock.words + (entry.due.map { " by \($0)" } ?? "")) }
        if entry.event == .dueReckoned, let due = entry.due {
            marks.append(entry.dueBefore == due ? "\(due), now sure" : "\(due) instead of \(entry.dueBefore ?? "?")")
        }
        if let flags = entry.flags { marks.append(flags.map(\.words).joined(separator: ", ")) }
        if entry.event == .notified, let message = entry.message { marks.append(message) }
        if !marks.isEmpty { text += ": " + VisibleText.inline(marks.joined(separator: ", ")) }
        if entry.provenance == .imported {
            text += rendering.palette.paint(" (imported, recorded \(entry.recordedAt.minuteText))", .dim)
        }
        return text
    }

    /// The comment's own text stands above, once.
    private func body(_ entry: TimelineEntry) -> [String] {
        guard let text = entry.text, entry.event != .received else { return [] }
        let indent = Self.indent + "│ "
        let others = (entry.translations ?? .none).texts.sorted { $0.key.rawValue < $1.key.rawValue }
        return TextBlock.lines(text, indent: indent, width: rendering.width)
            + others.flatMap { language, text in
                [indent + rendering.palette.paint("== \(language.rawValue) ==", .dim)]
                    + TextBlock.lines(text, indent: indent, width: rendering.width)
            }
    }

    private func told(_ entry: TimelineEntry, _ delivery: DeliveryResource?) -> [String] {
        guard let delivery else {
            guard entry.event.isTold else { return [] }
            let why = entry.provenance == .imported ? "imported" : comment.endpoint == nil ? "no endpoint" : "no message"
            return [Self.indent + rendering.palette.paint("not told (\(why))", .dim)]
        }
        if delivery.state == "delivered" {
            let when = (delivery.finishedAt ?? delivery.createdAt).secondText
            let text = "told \(when)  \(tries(delivery))  \(VisibleText.inline(delivery.message))"
            return [Self.indent + rendering.palette.paint(text, .green)]
        }
        return [Self.indent + rendering.palette.paint("not told: \(DeliveryView.situation(delivery))", .red)]
    }

    private func tries(_ delivery: DeliveryResource) -> String {
        "after \(Figures.count(delivery.attempts, "attempt"))"
    }

    /// Messages that no event of the timeline accounts for.
    private func others(_ deliveries: [DeliveryResource]) -> [String] {
        guard !deliveries.isEmpty else { return [] }
        return ["", rendering.palette.paint("other messages", .bold)]
            + deliveries.map { "  \(VisibleText.inline($0.type)): \(DeliveryView.situation($0))" }
    }
}

/// Which message told which event: the first of its kind tells the first event of that kind, and so on.
struct TimelineDeliveries {
    private var bySequence: [Int64: DeliveryResource] = [:]
    private(set) var unpaired: [DeliveryResource] = []

    init(_ comment: CommentResource) {
        let told = comment.timeline.filter { ($0.event.isTold || $0.clock == .decision) && $0.provenance != .imported }
        var open = Dictionary(grouping: told) {
            Self.messageTypes($0.event).first ?? ""
        }
        for delivery in comment.deliveries.sorted(by: { $0.createdAt < $1.createdAt }) {
            let kind = CommentEventKind.allCases.first { Self.messageTypes($0).contains(delivery.type) }
            let key = kind.flatMap { Self.messageTypes($0).first } ?? ""
            if let entry = open[key]?.first {
                open[key]?.removeFirst()
                bySequence[entry.sequence] = delivery
            } else {
                unpaired.append(delivery)
            }
        }
    }

    func delivery(for entry: TimelineEntry) -> DeliveryResource? { bySequence[entry.sequence] }

    /// The message types of an event; the receipt is told by the state that it creates.
    private static func messageTypes(_ kind: CommentEventKind) -> [String] {
        switch kind {
        case .received: ["comment.awaiting_approval", "comment.received"]
        case .targetMissed: [NoticeType.overdue.text]
        default: ["comment.\(kind.rawValue)"]
        }
    }
}
