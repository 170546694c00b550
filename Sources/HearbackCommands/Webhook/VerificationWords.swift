import HearbackCore
import HearbackWebhooks

/// Why a message is not valid, for programs and for people.
struct VerificationWords {
    /// Stable, for programs.
    let code: String
    let explanation: String
    let hint: String

    /// - Parameters:
    ///   - headers: names in lower case.
    ///   - now: Unix seconds.
    init(
        _ refusal: WebhookVerifier.Refusal, headers: [String: String], now: Int64, verifier: WebhookVerifier
    ) {
        let stamp = headers["webhook-timestamp"] ?? ""
        switch refusal {
        case .missingHeader(let name):
            code = "missing_header"
            explanation = "the header \(name) is missing"
            hint = "pass on all three: webhook-id, webhook-timestamp, webhook-signature"
        case .badTimestamp:
            code = "bad_timestamp"
            explanation = "the timestamp '\(VisibleText.inline(stamp))' is not a whole number of Unix seconds"
            hint = "pass on webhook-timestamp as it came"
        case .tooOld:
            code = "too_old"
            explanation = "the timestamp lies \(Self.distance(stamp, now)) in the past, \(Figures.grouped(verifier.tolerance)) are allowed"
            hint = "a replay, or a clock that is wrong: compare with 'date +%s'; --now judges by another time"
        case .tooNew:
            code = "too_new"
            explanation = "the timestamp lies \(Self.distance(stamp, now)) in the future, \(Figures.grouped(verifier.tolerance)) are allowed"
            hint = "a clock is wrong: compare with 'date +%s'; --now judges by another time"
        case .noMatchingSignature:
            code = "no_matching_signature"
            (explanation, hint) = Self.mismatch(headers["webhook-signature"] ?? "", verifier)
        }
    }

    /// `301 seconds`.
    private static func distance(_ stamp: String, _ now: Int64) -> String {
        let (age, overflow) = now.subtractingReportingOverflow(Int64(stamp) ?? now)
        return overflow ? "too many seconds" : Figures.count(age.magnitude, "second")
    }

    /// A key of the wrong kind is the commonest mistake after a body that was parsed and written again.
    private static func mismatch(_ header: String, _ verifier: WebhookVerifier) -> (String, String) {
        let versions = Set(header.split(separator: " ").map { $0.prefix { $0 != "," } })
        if verifier.secrets.isEmpty, !versions.contains("v1a") {
            return ("no v1a signature in the header, and only a public key is given", "give the secret: --secret-file")
        }
        if verifier.publicKeys.isEmpty, !versions.contains("v1") {
            return ("no v1 signature in the header, and only a secret is given", "give --public-key for v1a signatures")
        }
        return (
            "no signature in the header matches",
            "check that the secret is this endpoint's, and that the body is as it came, byte for byte"
        )
    }
}
