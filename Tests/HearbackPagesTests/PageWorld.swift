import HearbackAPI
import HearbackCore
import HearbackTestSupport
import HearbackTime

@testable import HearbackPages

/// A bill and comments to make pages of.
struct PageWorld {
    let renderer: PageRenderer
    let zone: Zone
    let now = Instant(milliseconds: 1_795_600_800_000)

    init() throws {
        renderer = try PageRenderer(assets: [.style: "/s.css", .script: "/p.js", .icon: "/i.svg"])
        zone = try ZoneDirectory(path: "/usr/share/zoneinfo").zone(named: "Africa/Casablanca")
    }

    func scene(_ language: Language) -> PageScene {
        guard let wording = renderer.wording(language) else { fatalError("no \(language)") }
        return PageScene(wording: wording, institution: "Chambre", zone: zone, now: now)
    }

    func html(_ page: (PageScene) -> Page, in language: Language = .french) -> String {
        renderer.html(page(scene(language)), scene(language))
    }

    var bill: Bill {
        Bill(
            id: "school", kind: .memberBill, reference: "04.26",
            titles: LocalizedText([.french: "Proposition sur l’école", .arabic: "مقترح حول المدرسة"]), sponsors: ["Groupe A"],
            articles: [Article(id: "1", titles: LocalizedText([.french: "Article 1"]), texts: LocalizedText([.arabic: "نص المادة"]))],
            window: CommentWindow(
                opens: now.advanced(byMilliseconds: -30 * 86_400_000), closes: now.advanced(byMilliseconds: 3 * 86_400_000)))
    }

    func resource(isOpen: Bool = true) -> BillResource {
        BillResource(
            bill: bill, isOpen: isOpen, counts: BillCounts(received: 9, waiting: 2, published: 7, rejected: 0, withdrawn: 0, lapsed: 0))
    }

    func comment(
        _ text: String = "Bonjour", language: Language = .french, association: String? = nil, answer: String? = nil, reason: String? = nil
    ) -> PublishedComment {
        PublishedComment(
            id: "cmt_1", reference: "HB-0000-0001", bill: "school", article: "1", language: language, text: text,
            submitterKind: association == nil ? .person : .association, association: association,
            receivedAt: now.advanced(byMilliseconds: -20 * 86_400_000), publishedAt: now.advanced(byMilliseconds: -86_400_000),
            answer: answer.map { AnswerResource(at: now, by: "account", text: $0) },
            outcome: reason.map { OutcomeResource(outcome: .partlyAdopted, at: now, reason: $0, citation: "Article 3") })
    }

    func receipt(_ state: CommentStatus = .awaitingApproval, text: String = "Bonjour", due: String = "2026-12-01") -> ReceiptResource {
        ReceiptResource(
            id: "cmt_1", reference: "HB-0000-0001", bill: "school", language: .french, text: text, state: state,
            receivedAt: now.advanced(byMilliseconds: -20 * 86_400_000), decisionDue: due, decisionBasis: .target,
            timeline: [
                TimelineEntry(
                    sequence: 1, event: .received, at: now, recordedAt: now, provenance: .observed, role: .submitter)
            ], notices: [])
    }
}
