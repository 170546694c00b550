import HearbackAPI
import HearbackCore
import HearbackStore
import HearbackTime
import Hummingbird
import Logging

extension AdminAPI {
    func addRedaction(to group: RouterGroup<HearbackContext>) {
        group.post(":comment/redact") { request, context in
            let actor = try context.actor(anyOf: .moderator, .administrator)
            let number = try await subject(context)
            let body = try await request.json(RedactionRequest.self, limit: limits.body).value
            _ = try await ledger.redact(
                number, try spans(body), reason: try reason(body), version: body.textVersion, by: actor)
            return try await comment(number, for: context)
        }
        // Not a GET: that somebody read it is written down.
        group.post(":comment/original") { _, context in
            let actor = try context.actor(.administrator)
            let number = try await subject(context)
            let original = try await ledger.original(of: number, by: actor)
            context.logger.notice(
                "the text under a redaction was read", metadata: ["comment": "\(number.id)", "user": "\(actor.name ?? "")"])
            guard let dossier = try await ledger.dossier(of: number) else { throw Refusal.unknownComment }
            return try Response.json(CommentResource(dossier, original: original, now: now, zone: zone))
        }
    }

    private func spans(_ body: RedactionRequest) throws(Problem) -> [TextSpan] {
        let spans = body.spans.compactMap { TextSpan($0.start, $0.end) }
        guard spans.count == body.spans.count, (1...Redaction.spanLimit).contains(spans.count) else {
            throw Problem(
                .invalidField, detail: "use 1 to \(Redaction.spanLimit) spans, each with 0 <= start < end", field: "spans")
        }
        return spans
    }

    private func reason(_ body: RedactionRequest) throws(Problem) -> RedactionReason {
        guard let reason = RedactionReason(rawValue: body.reason) else {
            throw Problem(
                .invalidField, detail: "use one of " + RedactionReason.allCases.map(\.rawValue).joined(separator: ", "),
                field: "reason")
        }
        return reason
    }
}
