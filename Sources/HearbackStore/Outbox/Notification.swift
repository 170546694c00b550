import Foundation
import HearbackCore

/// What an endpoint is told: thin, without text, name or address (Standard Webhooks, "Payload structure").
///
/// The bytes are frozen when the message is made: every attempt and every replay sends the same.
struct Notification {
    let type: NoticeType
    let occurred: Instant
    fileprivate let data: Payload.Data

    var body: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(Payload(type: type.text, timestamp: occurred, data: data))
        }
    }

    /// An event of a comment's.
    static func event(
        _ kind: CommentEventKind, of comment: CommentNumber, bill: String, state: CommentState,
        previous: CommentStatus? = nil, reason: String? = nil, occurred: Instant
    ) -> Notification {
        var data = Payload.Data(comment, bill, state)
        (data.previous_state, data.reason) = (previous, reason)
        return Notification(type: .comment(kind), occurred: occurred, data: data)
    }

    /// That nothing has happened, for so many local days.
    static func stillWaiting(_ comment: CommentRecord, days: Int, at now: Instant) -> Notification {
        var data = Payload.Data(comment.number, comment.bill, comment.state)
        (data.days_waiting, data.decision_due) = (days, comment.decisionDue)
        return Notification(type: .stillWaiting, occurred: now, data: data)
    }

    /// That no decision was taken by the end of the day by which it was due.
    ///
    /// - Parameter moment: when the local day after it began.
    static func overdue(_ comment: CommentRecord, days: Int, at moment: Instant) -> Notification {
        var data = Payload.Data(comment.number, comment.bill, comment.state)
        (data.days_waiting, data.decision_due) = (days, comment.decisionDue)
        return Notification(type: .overdue, occurred: moment, data: data)
    }

    /// - Parameter challenge: 32 characters, to be answered with their signature.
    static func verification(of endpoint: String, challenge: String, expires: Instant, at now: Instant) -> Notification {
        Notification(
            type: .verification, occurred: now,
            data: Payload.Data(endpoint_id: endpoint, challenge: challenge, expires_at: expires))
    }

    static func aboutEndpoint(_ type: NoticeType, _ endpoint: String, at now: Instant) -> Notification {
        Notification(type: type, occurred: now, data: Payload.Data(endpoint_id: endpoint))
    }

    static func report(_ notice: ReportNotice, at now: Instant) -> Notification {
        var data = Payload.Data()
        (data.report, data.from, data.to, data.files) = (notice.name, notice.from, notice.to, notice.files)
        (data.url, data.received, data.decided) = (notice.url, notice.received, notice.decided)
        (data.undecided, data.heard_nothing) = (notice.undecided, notice.heardNothing)
        return Notification(type: .report, occurred: now, data: data)
    }

    static func digest(_ digest: QueueDigest, at now: Instant) -> Notification {
        var data = Payload.Data()
        (data.waiting, data.overdue) = (digest.waiting, digest.overdue)
        (data.oldest, data.comments) = (digest.oldest.map(Payload.Line.init), digest.lines.map(Payload.Line.init))
        return Notification(type: .digest, occurred: now, data: data)
    }

    /// Member names are the wire's.
    fileprivate struct Payload: Encodable {
        let type: String
        let timestamp: Instant
        let data: Data

        struct Data: Encodable {
            var comment_id: String?
            var reference: String?
            var bill: String?
            var state: CommentStatus?
            var previous_state: CommentStatus?
            var revision: Int?
            var reason: String?
            var outcome: OutcomeKind?
            var days_waiting: Int?
            var decision_due: String?
            var endpoint_id: String?
            var challenge: String?
            var expires_at: Instant?
            var report: String?
            var from: String?
            var to: String?
            var files: [String]?
            var url: String?
            var received: Int?
            var decided: Int?
            var undecided: Int?
            var heard_nothing: Int?
            var waiting: Int?
            var overdue: Int?
            var oldest: Line?
            var comments: [Line]?
        }

        struct Line: Encodable {
            let comment_id: String
            let reference: String
            let bill: String
            let days_waiting: Int
            let decision_due: String
            let overdue: Bool

            init(_ line: QueueDigest.Line) {
                (comment_id, reference) = (line.number.id, CommentReference.text(of: line.number))
                (bill, days_waiting, decision_due, overdue) = (line.bill, line.days, line.due, line.isOverdue)
            }
        }
    }
}

extension Notification.Payload.Data {
    init(_ comment: CommentNumber, _ bill: String, _ state: CommentState) {
        self.init(
            comment_id: comment.id, reference: CommentReference.text(of: comment), bill: bill, state: state.status,
            revision: state.revision, outcome: state.outcome)
    }
}
