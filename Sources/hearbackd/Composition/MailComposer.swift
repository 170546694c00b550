import Foundation
import HearbackCore
import HearbackDelivery
import HearbackStore

/// Makes of a claimed message what its reader will see.
struct MailComposer: Sendable {
    let publicURL: String
    let institution: String
    let box: SecretBox

    /// Nil when the message's body can't be read as a notice.
    func target(of message: ClaimedMessage) -> MailTarget? {
        guard let facts = message.mail,
            let payload = try? JSONDecoder().decode(Payload.self, from: Data(message.body)),
            let topic = topic(payload, facts)
        else { return nil }
        let notice = NoticeMail(
            topic: topic, language: facts.language, reference: payload.data.reference ?? "",
            billTitle: facts.billTitles?.best(for: facts.language) ?? payload.data.bill ?? "", institution: institution,
            lawCitation: facts.lawCitation, unsubscribeLink: link(.unsubscribe, facts))
        return MailTarget(
            address: message.address, notice: notice, bounceToken: MailToken.bounceToken(row: message.row, box))
    }

    private func link(_ purpose: MailToken.Purpose, _ facts: MailFacts) -> MailLink? {
        let token = MailToken.token(purpose, endpoint: facts.endpointNumber, box)
        return MailLink("\(publicURL)/v1/mail/\(purpose.rawValue)/\(token)")
    }

    private func topic(_ payload: Payload, _ facts: MailFacts) -> NoticeTopic? {
        switch NoticeType(payload.type) {
        case .confirmation: link(.confirm, facts).map { .confirmation(link: $0) }
        case .stillWaiting: .stillWaiting(days: payload.data.days_waiting ?? 0, decisionDue: facts.decisionDue)
        case .overdue: .overdue(days: payload.data.days_waiting ?? 0, decisionDue: facts.decisionDue)
        case .comment(let kind): topic(kind, payload.data, facts)
        case .digest: payload.data.digest.map { .digest($0) }
        case .verification, .test, .report, nil: nil
        }
    }

    private func topic(_ kind: CommentEventKind, _ data: Payload.Details, _ facts: MailFacts) -> NoticeTopic? {
        let text = facts.text ?? ""
        let reason = data.reason.flatMap { RejectionReason(rawValue: $0) }
        return switch kind {
        case .received: .received(decisionDue: facts.decisionDue)
        case .clarificationAsked: .clarificationAsked(question: text, answerBy: nil)
        case .published: .published
        case .rejected: reason.map { .rejected(reason: $0, explanation: text) }
        case .unpublished: reason.map { .unpublished(reason: $0, explanation: text) }
        case .lapsed: data.reason.flatMap { LapseCause(rawValue: $0) }.map { .lapsed($0) }
        case .decisionUndone: .decisionUndone
        case .answered: .answered
        case .answerAmended: .answerAmended
        case .outcomeRecorded: data.outcome.map { .outcomeRecorded(Outcome($0, reason: text)) }
        case .claimed, .released, .clarificationReceived, .clarificationExpired, .appealed, .withdrawn, .flagged,
            .noteAdded, .redacted, .notified, .erased, .targetMissed, .dueReckoned, .originalRead:
            nil
        }
    }

    private struct Payload: Decodable {
        let type: String
        let data: Details

        struct Details: Decodable {
            let reference: String?
            let bill: String?
            let reason: String?
            let outcome: OutcomeKind?
            let days_waiting: Int?
            let waiting: Int?
            let overdue: Int?
            let oldest: Line?
            let comments: [Line]?

            var digest: QueueDigest? {
                guard let waiting, let overdue, let comments else { return nil }
                return QueueDigest(
                    waiting: waiting, overdue: overdue, oldest: oldest?.line, lines: comments.compactMap(\.line))
            }
        }

        struct Line: Decodable {
            let comment_id: String
            let bill: String
            let days_waiting: Int
            let decision_due: String
            let overdue: Bool

            var line: QueueDigest.Line? {
                CommentNumber(id: comment_id).map {
                    QueueDigest.Line(number: $0, bill: bill, days: days_waiting, due: decision_due, isOverdue: overdue)
                }
            }
        }
    }
}
