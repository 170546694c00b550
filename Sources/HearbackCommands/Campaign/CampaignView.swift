import HearbackAPI
import HearbackCore

/// Campaigns as people see them.
enum CampaignView {
    static func list(_ campaigns: [CampaignResource], _ rendering: Rendering) -> [String] {
        guard !campaigns.isEmpty else { return ["no near copies were found"] }
        let columns: [Table.Column] = [
            .init("CAMPAIGN"), .init("COMMENTS", .right), .init("UNDECIDED", .right, leavesAt: 2), .init("STATE"),
            .init("BILL", least: 12), .init("SINCE", leavesAt: 1), .init("TEXT", least: 18),
        ]
        let rows: [[Table.Cell]] = campaigns.map { campaign in
            [
                .init(campaign.id), .init(Figures.grouped(campaign.members), .bold),
                .init(Figures.grouped(campaign.undecided)), .init(campaign.state.rawValue, style(campaign.state)),
                .init(campaign.bill), .init(String(campaign.oldestReceivedAt.rfc3339.prefix(10))), .init(campaign.excerpt),
            ]
        }
        return Table(columns: columns, rows: rows).lines(width: rendering.width, palette: rendering.palette)
    }

    static func show(_ campaign: CampaignResource, _ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("campaign", campaign.id, .bold)
        facts.add("state", campaign.state.rawValue, style(campaign.state))
        facts.add("bill", campaign.bill)
        let counts = ["\(Figures.count(campaign.members, "comment"))", "\(Figures.grouped(campaign.confirmed)) confirmed",
            "\(Figures.grouped(campaign.undecided)) undecided"]
        facts.add("members", counts.joined(separator: ", "))
        facts.add("since", campaign.oldestReceivedAt.minuteText)
        let columns: [Table.Column] = [
            .init("COMMENT"), .init("MEMBER", leavesAt: 2), .init("STATE", leavesAt: 1), .init("TEXT", least: 18),
        ]
        let rows: [[Table.Cell]] = (campaign.comments ?? []).map { comment in
            [
                .init(comment.reference), .init(comment.membership.rawValue, comment.membership == .removed ? .dim : .plain),
                .init(comment.state.words), .init(comment.excerpt),
            ]
        }
        let table = Table(columns: columns, rows: rows).lines(width: rendering.width, palette: rendering.palette)
        return facts.lines + [""] + table
    }

    static func report(_ verb: String, _ report: CampaignReport) -> [String] {
        let refused = report.refused.map { refusal in
            "  \(VisibleText.inline(refusal.comment)): "
                + VisibleText.inline(refusal.detail ?? refusal.code.words)
        }
        let count = "\(verb) \(Figures.count(report.applied.count, "comment")), \(Figures.grouped(refused.count)) refused"
        return [count + (refused.isEmpty ? "" : ":")] + refused
    }

    private static func style(_ state: CampaignState) -> Palette.Style {
        switch state {
        case .proposed: .yellow
        case .confirmed: .green
        case .dismissed: .dim
        }
    }
}
