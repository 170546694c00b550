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
    func flag(_ number: CommentNumber, _ result: ScreeningResult) throws {
        guard let comment = try CommentRecord.fetch(number, db) else { throw Refusal.unknownComment }
        _ = try write(.flagged(result), to: comment, occurred: now)
    }
}
