import Foundation
import HearbackCore

/// What an endpoint is told of an event: thin, without text, name or address (Standard Webhooks, "Payload structure").
struct Notification {
    let kind: CommentEventKind
    let state: CommentState
    var previous: CommentStatus?
    let reason: String?
    let occurred: Instant

    init(
        kind: CommentEventKind, state: CommentState, previous: CommentStatus? = nil, reason: String?, occurred: Instant
    ) {
        (self.kind, self.state, self.previous) = (kind, state, previous)
        (self.reason, self.occurred) = (reason, occurred)
    }

    var type: String { "comment.\(kind.rawValue)" }

    /// The bytes to send, frozen here and never made again.
    func body(about number: CommentNumber, bill: String) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(
            Payload(
                type: type, timestamp: occurred,
                data: .init(
                    comment_id: number.id, reference: CommentReference.text(of: number), bill: bill,
                    state: state.status, previous_state: previous, revision: state.revision, reason: reason,
                    outcome: state.outcome)))
    }

    /// Member names are the wire's.
    private struct Payload: Encodable {
        let type: String
        let timestamp: Instant
        let data: Data

        struct Data: Encodable {
            let comment_id: String
            let reference: String
            let bill: String
            let state: CommentStatus
            let previous_state: CommentStatus?
            let revision: Int
            let reason: String?
            let outcome: OutcomeKind?
        }
    }
}
