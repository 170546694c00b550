import HearbackAPI
import HearbackCore

/// Batches as people see them.
enum BatchView {
    static func list(_ batches: [BatchResource], _ rendering: Rendering) -> [String] {
        guard !batches.isEmpty else { return ["no batches"] }
        let columns: [Table.Column] = [
            .init("BATCH"), .init("MADE"), .init("BY", least: 6), .init("DECISION", least: 8), .init("STATE"),
            .init("COMMENTS", .right), .init("DECIDED", .right), .init("REFUSED", .right),
        ]
        let rows: [[Table.Cell]] = batches.map { batch in
            [
                .init(batch.id ?? "-"), .init(batch.createdAt.minuteText), .init(batch.moderator),
                .init(decision(batch)), .init(batch.state.rawValue), .init(Figures.grouped(batch.members)),
                .init(Figures.grouped(batch.applied)), .init(Figures.grouped(batch.refused + batch.kept)),
            ]
        }
        return Table(columns: columns, rows: rows).lines(width: rendering.width, palette: rendering.palette)
    }

    static func show(_ batch: BatchResource, _ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("batch", batch.id ?? "(only looked at)")
        facts.add("decision", decision(batch))
        facts.add("explanation", batch.explanation)
        facts.add("comments", Figures.grouped(batch.members), .bold)
        if batch.state != .prepared { facts.add("state", words(batch)) }
        if let refuse = batch.wouldRefuse, refuse > 0 { facts.add("would be left", Figures.grouped(refuse), .yellow) }
        facts.add("bills", shares(batch.byBill))
        facts.add("languages", shares(batch.byLanguage))
        let samples = batch.samples.map { sample in
            DisplayWidth.fit(
                "  \(sample.reference)  \(sample.language.rawValue)  \(VisibleText.inline(sample.excerpt))",
                into: rendering.width ?? 120)
        }
        return facts.lines + ["", rendering.palette.paint("samples", .bold)] + samples + refusals(batch, rendering)
    }

    static func done(_ batch: BatchResource, _ rendering: Rendering) -> [String] {
        ["\(VisibleText.inline(batch.id ?? "")): \(words(batch))"] + refusals(batch, rendering)
    }

    private static func decision(_ batch: BatchResource) -> String {
        batch.decision + (batch.reason.map { ": \($0)" } ?? "")
    }

    private static func words(_ batch: BatchResource) -> String {
        let parts = [
            (batch.applied, "decided"), (batch.undone, "taken back"), (batch.kept, "could not be taken back"),
            (batch.refused, "left as they were"), (batch.pending, batch.state == .stopped ? "given up" : "still to do"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\(Figures.grouped($0.0)) \($0.1)" }.joined(separator: ", ")
    }

    private static func shares(_ shares: [BatchShare]) -> String {
        shares.map { "\($0.key) \(Figures.grouped($0.count))" }.joined(separator: ", ")
    }

    private static func refusals(_ batch: BatchResource, _ rendering: Rendering) -> [String] {
        guard !batch.refusals.isEmpty else { return [] }
        return ["", rendering.palette.paint("left as they are", .bold)]
            + batch.refusals.map { "  \($0.reference)  \(words($0.cause))" }
    }

    private static func words(_ cause: BatchRefusalCause) -> String {
        switch cause {
        case .changed: "something happened to it since"
        case .claimed: "a colleague holds it"
        case .sameModerator: "the appeal is against your own rejection"
        case .ownComment: "it is your own comment"
        case .decidedByAnother: "another moderator decided it"
        case .state: "its state does not allow it"
        }
    }
}
