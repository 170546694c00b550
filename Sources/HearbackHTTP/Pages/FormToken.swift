import HearbackCore
import HearbackStore
import HearbackTransparency

/// What a form carries and brings back: when it was made, under a tag that only this installation can make. It needs no cookie:
/// a form that another site has made up lacks it, and one that it has fetched carries nobody's authority.
struct FormToken: Hashable, Sendable {
    /// Drawn anew for each form, so that one that is sent twice is recorded once.
    let nonce: String
    let made: Instant

    enum Fault: Hashable, Sendable {
        case forged, tooFast, tooOld
    }

    private static let life: Int64 = 24 * 3_600_000

    /// - Parameters:
    ///   - purpose: what the form is for; a token for another does not pass.
    ///   - random: 16 bytes.
    static func make(for purpose: String, at now: Instant, random: [UInt8], _ box: SecretBox) -> String {
        text(nonce: Hexadecimal.text(random), made: now.milliseconds, purpose, box)
    }

    /// - Parameter leastSeconds: that a person takes.
    static func check(
        _ text: String, for purpose: String, at now: Instant, leastSeconds: Int, _ box: SecretBox
    ) -> Result<FormToken, FaultError> {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let made = Int64(parts[1]), parts[0].utf8.count == 32,
            constantTimeEqual(text.utf8, Self.text(nonce: String(parts[0]), made: made, purpose, box).utf8)
        else { return .failure(FaultError(.forged)) }
        let (age, overflow) = now.milliseconds.subtractingReportingOverflow(made)
        if overflow || age > life || age < 0 { return .failure(FaultError(.tooOld)) }
        if age < Int64(leastSeconds) * 1_000 { return .failure(FaultError(.tooFast)) }
        return .success(FormToken(nonce: String(parts[0]), made: Instant(milliseconds: made)))
    }

    struct FaultError: Error {
        let fault: Fault
        init(_ fault: Fault) { self.fault = fault }
    }

    private static func text(nonce: String, made: Int64, _ purpose: String, _ box: SecretBox) -> String {
        "\(nonce).\(made)." + Hexadecimal.text(box.tag("form " + purpose, "\(nonce).\(made)"))
    }
}
