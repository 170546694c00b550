import HearbackAPI
import HearbackCore
import HearbackStore

extension CommentDossier {
    /// What is covered of the text.
    var cover: RedactionCover {
        RedactionCover(events.last { $0.kind == .redacted }?.details.spans ?? [])
    }

    /// What screening said, with places in the text that a cover leaves; nil when it said nothing.
    func screening(under cover: RedactionCover) -> ScreeningResource? {
        let results = events.filter { $0.kind == .flagged }.compactMap { ScreeningResult($0.details) }
        guard !results.isEmpty else { return nil }
        let findings = results.flatMap(\.findings).enumerated().map { index, finding in
            let span = cover.shown(ofOriginal: finding.span)
            return FindingResource(
                number: index + 1, flag: finding.flag, code: finding.code, start: span?.start, end: span?.end)
        }
        let omitted = results.reduce(0) { $0 + $1.omitted }
        return ScreeningResource(
            flags: comment.state.flags.flags, findings: findings, omitted: omitted > 0 ? omitted : nil,
            failure: results.lazy.compactMap(\.failure).first)
    }
}
