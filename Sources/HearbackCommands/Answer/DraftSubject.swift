import HearbackAPI
import HearbackClient
import HearbackCore

/// What a text is written about.
enum DraftSubject {
    case comment(String)
    case campaign(String)

    func draft(_ desk: Desk) async throws -> Draft {
        switch self {
        case .comment(let id):
            let comment = try await desk.client.comment(id)
            return Draft(comment, try await desk.client.bill(comment.bill).bill)
        case .campaign(let id):
            let campaign = try await desk.client.campaign(id, after: nil)
            return Draft(campaign, try await desk.client.bill(campaign.bill).bill)
        }
    }
}

extension Draft {
    init(_ comment: CommentResource, _ bill: Bill) {
        let language = comment.language
        var lines = [
            "\(comment.reference), \(language.rawValue), \(comment.state.words)", "",
            "\(bill.reference)  \(bill.titles.best(for: language) ?? bill.id)",
        ]
        if let article = bill.articles.first(where: { $0.id == comment.article }) {
            lines += ["\(article.id)  \(article.titles.best(for: language) ?? "")", article.texts?.best(for: language) ?? ""]
        }
        self.init(name: comment.reference, subject: lines + ["", comment.text ?? "(erased)"])
    }

    init(_ campaign: CampaignResource, _ bill: Bill) {
        let lines = [
            "\(campaign.id): \(Figures.count(campaign.confirmed, "confirmed comment")) of \(Figures.grouped(campaign.members))", "",
            "\(bill.reference)  \(bill.titles.best(for: .english) ?? bill.id)", "",
        ]
        self.init(name: campaign.id, subject: lines + (campaign.comments ?? []).prefix(20).map { "\($0.reference)  \($0.excerpt)" })
    }
}
