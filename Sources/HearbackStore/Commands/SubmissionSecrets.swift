import Foundation
import HearbackCore
import HearbackTransparency

/// What a submission needs of chance and of hashing, made by who submits: the writer's turn is short.
struct SubmissionSecrets: Sendable {
    /// The receipt's.
    let receipt: [UInt8]
    /// Of the log's commitments, with these; nil where there is no log.
    let log: (salts: Data, hidden: SubmissionOpenings)?
}

extension LedgerOptions {
    func secrets(for submission: Submission) -> SubmissionSecrets {
        let receipt = random(ReceiptToken.secretLength)
        guard log != nil else { return SubmissionSecrets(receipt: receipt, log: nil) }
        let salts = random(SubmissionOpenings.saltLength)
        let hidden = SubmissionOpenings(
            text: submission.text, kind: submission.submitter.kind, language: submission.language, name: submission.submitter.name,
            email: submission.submitter.email, salts: salts)
        return SubmissionSecrets(receipt: receipt, log: (Data(salts), hidden))
    }
}
