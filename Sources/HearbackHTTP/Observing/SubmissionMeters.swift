import HearbackAPI
import HearbackMetrics
import HearbackStore

/// Comments as they come in, through the API and the pages.
final class SubmissionMeters: Sendable {
    private let accepted = Counter()
    /// By reason; all that there are, so that counting needs no lock.
    private let refused: [String: Counter]

    /// Why the form of the pages does not even become a submission.
    enum FormReason: String, CaseIterable {
        case automatic = "form_automatic"
        case unchecked = "form_unchecked"
    }

    /// Shown from the first scrape on, so that the first refusal is seen as an increase.
    private static let expected: [ProblemCode] = [
        .malformedJSON, .missingField, .invalidField, .unknownBill, .unknownArticle, .unknownEndpoint, .windowClosed, .textEmpty,
        .textTooLong, .textControlCharacter, .textUnpairedBidi, .bodyTooLarge, .idempotencyConflict, .tooManyRequests, .queueFull,
        .storageFull, .shuttingDown, .internalError,
    ]

    init() {
        let reasons = ProblemCode.allCases.map(\.rawValue) + FormReason.allCases.map(\.rawValue)
        refused = Dictionary(uniqueKeysWithValues: reasons.map { ($0, Counter()) })
    }

    /// Counts what becomes of one.
    func count(_ submit: () async throws -> Receipt) async throws -> Receipt {
        do {
            let receipt = try await submit()
            if !receipt.isRepeat { accepted.add() }
            return receipt
        } catch {
            refused[Problem(answering: error).code.rawValue]?.add()
            throw error
        }
    }

    func refuse(_ reason: FormReason) { refused[reason.rawValue]?.add() }

    var families: [MetricFamily] {
        let shown = Set(Self.expected.map(\.rawValue) + FormReason.allCases.map(\.rawValue))
        let counts = refused.mapValues(\.value).filter { $0.value > 0 || shown.contains($0.key) }
        return [
            .counter("hearback_submissions_accepted", "Comments taken in and on disk; repeated requests count once.", accepted.value),
            .by("reason", .counter, "hearback_submissions_refused", "Comments refused, by the code of the problem answered.", counts),
        ]
    }
}
