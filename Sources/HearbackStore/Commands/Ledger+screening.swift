import GRDB
import HearbackCore

extension LedgerOptions {
    /// What screening says of a submission, nil when there is nothing to tell. It takes place before the writer's queue, so
    /// that it costs the other writers nothing, and never refuses: where it fails, that is what it says.
    func screening(of submission: Submission) -> ScreeningResult? {
        guard let screen else { return nil }
        do {
            let result = try screen(submission.text, submission.language)
            return result.isClean ? nil : result
        } catch let failure as ScreeningFailure {
            return ScreeningResult(failure: failure)
        } catch {
            return ScreeningResult(failure: .fault)
        }
    }
}

extension LedgerTransaction {
    /// Writes down what screening said of a new comment, in the transaction that takes it in.
    ///
    /// What `apply` does, by the state machine and by compare-and-set, without what only other events need: many comments
    /// may be flagged, and `apply` took as long as the receipt itself.
    ///
    /// - Parameter state: that of its receipt; nothing has happened to it since.
    func flag(_ number: CommentNumber, _ result: ScreeningResult, in state: CommentState) throws {
        let now = self.now
        var state = state
        let transition: Transition
        do {
            transition = try state.apply(.flagged(result), by: .daemon, at: now)
        } catch {
            throw Refusal.illegal(error)
        }
        _ = try append(
            .comment(number), kind: transition.action.kind.rawValue, actor: transition.actor, occurred: now, recorded: now,
            provenance: .observed, json: try Self.details(of: result), content: Content())
        guard try Projection.flagged(number, transition, db) else {
            throw StoreError(.constraint, "\(number.id) moved while it was being written")
        }
    }

    /// What `StoredJSON` makes of the event's details. Codes and names of lists hold nothing that JSON escapes.
    static func details(of result: ScreeningResult) throws -> String {
        guard result.failure == nil, result.findings.allSatisfy({ isPlain($0.code) }) else {
            return try StoredJSON.encode(CommentAction.flagged(result).record.details)
        }
        let findings = result.findings.map { finding in
            #"{"code":"\#(finding.code)","flag":"\#(finding.flag.rawValue)","span":{"end":\#(finding.span.end),"start":\#(finding.span.start)}}"#
        }
        let omitted = result.omitted > 0 ? #","omitted":\#(result.omitted)"# : ""
        return #"{"findings":["# + findings.joined(separator: ",") + "]" + omitted + "}"
    }
}

extension Projection {
    /// Compare-and-set of the transition by which screening flags a comment; it changes flags and revision alone.
    ///
    /// - Returns: false when the comment is no longer where the transition started.
    static func flagged(_ number: CommentNumber, _ transition: Transition, _ db: Database) throws -> Bool {
        try db.run("UPDATE comment SET flags = ?, revision = ? WHERE number = ? AND status = ? AND revision = ?") { binder in
            binder.bind(Int64(transition.to.flags.rawValue))
            binder.bind(Int64(transition.to.revision))
            binder.bind(number.value)
            binder.bind(transition.from.status.rawValue)
            binder.bind(Int64(transition.from.revision))
        }
        return db.changesCount == 1
    }
}
