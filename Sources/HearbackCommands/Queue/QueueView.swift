import HearbackAPI
import HearbackCore

/// The queue as people see it.
enum QueueView {
    /// - Parameter isFolded: whether one comment stands for its campaign.
    static func list(_ items: [QueueItem], isFolded: Bool = false, _ rendering: Rendering) -> [String] {
        guard !items.isEmpty else { return ["nothing waits"] }
        // A column of dashes would only take room.
        let isFlagged = items.contains { !$0.flags.isEmpty }
        let columns: [Table.Column] = [
            .init("COMMENT"), .init("AGE", .right), .init("DUE"), .init("BILL", least: 12),
            .init("ART", least: 3, leavesAt: 2), .init("LANG"), .init("FROM", leavesAt: 3),
            .init("STATE", leavesAt: 1), .init("CLAIMED", least: 13, leavesAt: 4),
        ] + (isFlagged ? [.init("FLAGS", least: 5, leavesAt: 5)] : []) + [.init("TEXT", least: 18)]
        return Table(columns: columns, rows: items.map { row($0, isFlagged, isFolded) })
            .lines(width: rendering.width, palette: rendering.palette)
    }

    private static func row(_ item: QueueItem, _ showsFlags: Bool, _ isFolded: Bool) -> [Table.Cell] {
        let flags = Table.Cell(
            flags(item.flags), item.flags.contains(.failed) ? .red : item.flags.isEmpty ? .dim : .yellow)
        return [
            .init(isFolded ? name(item) : item.reference), .init(Figures.age(seconds: item.ageSeconds)),
            .init(due(item.daysToDue), dueStyle(item.daysToDue)), .init(item.bill), .init(item.article ?? "-"),
            .init(item.language.rawValue), .init(item.submitterKind.rawValue),
            .init(item.state == .awaitingClarification ? "clarification" : "approval"),
            .init(claim(item), item.claimedBy == nil ? .plain : .dim),
        ] + (showsFlags ? [flags] : []) + [.init(item.excerpt)]
    }

    /// What a line stands for: a comment, or a campaign, with a question mark as long as nobody has confirmed it.
    private static func name(_ item: QueueItem) -> String {
        guard let campaign = item.campaign, let waiting = item.campaignWaiting else { return item.reference }
        return "\(campaign)\(item.campaignState == .confirmed ? "" : "?") ×\(Figures.grouped(waiting))"
    }

    private static func flags(_ flags: [ScreeningFlag]) -> String {
        flags.isEmpty ? "-" : flags.map(\.rawValue).joined(separator: " ")
    }

    /// Until when, and who holds it: `14:30Z amina`, of which the width may cost the name's end. Claims are hours at most, so
    /// the day is not needed.
    private static func claim(_ item: QueueItem) -> String {
        guard let holder = item.claimedBy else { return "-" }
        guard let until = item.claimedUntil else { return holder }
        return "\(until.rfc3339.dropFirst(11).prefix(5))Z \(holder)"
    }

    static func due(_ days: Int) -> String {
        switch days {
        case 0: "today"
        case 1...: "in \(Figures.grouped(days)) d"
        default: "\(Figures.grouped(days.magnitude)) d overdue"
        }
    }

    private static func dueStyle(_ days: Int) -> Palette.Style {
        days < 0 ? .red : days <= 2 ? .yellow : .plain
    }

    static func stats(_ stats: QueueStats, _ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("waiting", Figures.grouped(stats.waiting), stats.waiting > 0 ? .bold : .plain)
        facts.add("  approval", Figures.grouped(stats.awaitingApproval))
        facts.add("  clarified", Figures.grouped(stats.awaitingClarification))
        facts.add("claimed", Figures.grouped(stats.claimed))
        facts.add("overdue", Figures.grouped(stats.overdue), stats.overdue > 0 ? .red : .plain)
        facts.add("due today", Figures.grouped(stats.dueToday), stats.dueToday > 0 ? .yellow : .plain)
        if let age = stats.oldestAgeSeconds, let received = stats.oldestReceivedAt {
            facts.add("oldest", "\(Figures.age(seconds: age)), since \(received.minuteText)")
        }
        facts.add("decided", "\(Figures.grouped(stats.decidedToday)) today, \(Figures.grouped(stats.decidedTodayByYou)) by you")
        return facts.lines + counts("BILL", stats.byBill, rendering) + counts("LANGUAGE", stats.byLanguage, rendering)
    }

    private static func counts(_ title: String, _ counts: [QueueCount], _ rendering: Rendering) -> [String] {
        guard !counts.isEmpty else { return [] }
        let table = Table(
            columns: [.init(title, least: 8), .init("WAITING", .right), .init("OLDEST", .right)],
            rows: counts.map {
                [.init($0.key), .init(Figures.grouped($0.waiting)), .init(Figures.age(seconds: $0.oldestAgeSeconds))]
            })
        return [""] + table.lines(width: rendering.width, palette: rendering.palette)
    }
}
