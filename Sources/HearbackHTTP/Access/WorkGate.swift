import Crypto
import Foundation
import HearbackCore
import HearbackStore
import HearbackTransparency
import HTTPTypes
import Hummingbird
import Synchronization

/// Lets in who is beyond the limits and has done the work that was asked of them, once for each challenge.
struct WorkGate: Sendable {
    /// 0 asks nobody for work.
    let bits: Int
    private let box: SecretBox
    private let used = Used()

    private static let life: Int64 = 600_000
    private static let nonceAtMost = 64

    init(bits: Int, _ box: SecretBox) { (self.bits, self.box) = (bits, box) }

    /// A challenge for one place, good for ten minutes.
    func challenge(for place: ClientPlace, at now: Instant, random: [UInt8]) -> WorkChallenge? {
        guard bits > 0 else { return nil }
        return WorkChallenge(challenge: text(Hexadecimal.text(random), now.milliseconds, place), bits: bits)
    }

    /// Whether `challenge:nonce` is work that was asked of this place, done, and not shown before.
    func accepts(_ solution: String?, from place: ClientPlace, at now: Instant) -> Bool {
        guard bits > 0, let solution, solution.utf8.count <= 200, let colon = solution.lastIndex(of: ":") else { return false }
        let (challenge, nonce) = (solution[..<colon], solution[solution.index(after: colon)...])
        let parts = challenge.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, nonce.utf8.count <= Self.nonceAtMost, let made = Int64(parts[1]),
            constantTimeEqual(challenge.utf8, text(String(parts[0]), made, place).utf8)
        else { return false }
        let (age, overflow) = now.milliseconds.subtractingReportingOverflow(made)
        guard !overflow, (0...Self.life).contains(age),
            WorkChallenge.leadingZeros(SHA256.hash(data: Data(solution.utf8))) >= bits
        else { return false }
        return used.take(String(challenge), until: made + Self.life, at: now.milliseconds)
    }

    private func text(_ random: String, _ made: Int64, _ place: ClientPlace) -> String {
        "\(random).\(made)." + Hexadecimal.text(box.tag("work \(bits) \(place.address)", "\(random).\(made)"))
    }

    /// Challenges that were shown and could be shown again.
    private final class Used: Sendable {
        private static let most = 100_000
        private let ends = Mutex<[String: Int64]>([:])

        func take(_ challenge: String, until end: Int64, at now: Int64) -> Bool {
            ends.withLock { ends in
                if ends.count >= Self.most { ends = ends.filter { $0.value >= now } }
                // Each has cost its work: so many within ten minutes are more than one machine can do.
                guard ends.count < Self.most, ends[challenge] == nil else { return false }
                ends[challenge] = end
                return true
            }
        }
    }
}

extension HTTPField.Name {
    /// Ours: `challenge:nonce`.
    static let proofOfWork = HTTPField.Name("Proof-Of-Work")
}
