import HearbackCore

/// One message that arrived, and what became of it: a line of `webhook listen --json`.
struct MessageReport: Encodable, Sendable {
    enum Verdict: String, Encodable, Sendable {
        case verified
        /// Nothing to check it with was given.
        case unchecked
        case refused
    }

    var at: String
    var id: String?
    var verdict: Verdict
    /// As of `webhook verify`.
    var cause: String?
    var explanation: String?
    /// What it was answered with.
    var status: Int
    /// Whether a message of this id was taken before: at least once is the contract, so a receiver skips it.
    var duplicate = false
    /// 1 for the first message of this id.
    var attempt = 1
    /// Whether a repetition has the bytes of the first.
    var identical: Bool?
    /// Whether the answer proves possession of the secret.
    var challengeAnswered: Bool?
    /// Bytes of the body.
    var size: Int
    /// The body, when it is JSON.
    var message: JSONValue?
    /// The body as text, when it is UTF-8.
    var text: String?

    private enum CodingKeys: String, CodingKey {
        case at, id, verdict, cause, explanation, status, duplicate, attempt, identical
        case challengeAnswered = "challenge_answered"
        case size, message
    }

    var type: String? { member("type", of: message) }
    var reference: String? { member("reference", of: member("data")) }
    var challenge: String? { member("challenge", of: member("data")) }

    private func member(_ name: String) -> JSONValue? {
        guard case .object(let members)? = message else { return nil }
        return members[name]
    }

    private func member(_ name: String, of value: JSONValue?) -> String? {
        guard case .object(let members)? = value, case .string(let text)? = members[name] else { return nil }
        return text
    }
}
