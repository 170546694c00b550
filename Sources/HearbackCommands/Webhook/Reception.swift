import Foundation
import HearbackAPI
import HearbackCore
import HearbackWebhooks

/// Takes messages one by one: judges, answers, shows. Knows no network.
actor Reception {
    struct Answer: Hashable, Sendable {
        var status: Int
        /// Plain text; empty for none.
        var body = ""
    }

    struct Counts: Hashable, Sendable {
        var received = 0
        var verified = 0
        var refused = 0
        var duplicates = 0
    }

    private let bench: Bench
    /// Read anew for each message: the secret is known only once the endpoint is registered, while this already runs.
    private let secrets: @Sendable () throws -> [WebhookSecret]
    private let publicKeys: [WebhookPublicKey]
    private let failureStatus: Int
    private var failuresLeft: Int
    private var arrivals = ArrivalLog()
    private(set) var counts = Counts()

    /// - Parameter failures: so many messages are answered with `failureStatus`, whatever they are.
    init(
        _ bench: Bench, secrets: @escaping @Sendable () throws -> [WebhookSecret], publicKeys: [WebhookPublicKey],
        failures: Int = 0, failureStatus: Int = 500
    ) {
        (self.bench, self.secrets, self.publicKeys) = (bench, secrets, publicKeys)
        (failuresLeft, self.failureStatus) = (failures, failureStatus)
    }

    /// - Parameter headers: names in lower case.
    /// - Throws: when the report can't be shown.
    func take(headers: [String: String], body: [UInt8]) throws -> Answer {
        let now = bench.console.clock()
        var report = MessageReport(
            at: now.rfc3339, id: headers["webhook-id"], verdict: .refused, status: 401, size: body.count)
        report.text = String(validating: body, as: UTF8.self)
        report.message = try? WireJSON.decode(JSONValue.self, from: Data(body))
        var answer = judge(headers, body, now: now.seconds, &report)
        if failuresLeft > 0 {
            failuresLeft -= 1
            answer = Answer(status: failureStatus)
            report.challengeAnswered = nil
        }
        report.status = answer.status
        count(&report, body)
        try bench.show(report) { MessageView.lines(report, $0) }
        return answer
    }

    private func judge(
        _ headers: [String: String], _ body: [UInt8], now: Int64, _ report: inout MessageReport
    ) -> Answer {
        let keys: [WebhookSecret]
        do {
            keys = try secrets()
        } catch {
            (report.cause, report.explanation) = ("no_secret", ErrorWords.of(error)?.message ?? "the secret can't be read")
            return Answer(status: 503, body: "no_secret\n")
        }
        guard !keys.isEmpty || !publicKeys.isEmpty else {
            report.verdict = .unchecked
            if report.type == "endpoint.verification" { report.challengeAnswered = false }
            return Answer(status: 204)
        }
        let verifier = WebhookVerifier(secrets: keys, publicKeys: publicKeys)
        do {
            try verifier.verify(headers: headers, body: body, now: now)
        } catch {
            let words = VerificationWords(error, headers: headers, now: now, verifier: verifier)
            (report.cause, report.explanation) = (words.code, words.explanation)
            return Answer(status: 401, body: words.code + "\n")
        }
        report.verdict = .verified
        guard report.type == "endpoint.verification", let challenge = report.challenge else { return Answer(status: 204) }
        let proof = proof(challenge, headers, body, now: now, keys)
        report.challengeAnswered = proof != nil
        return proof.map { Answer(status: 200, body: $0) } ?? Answer(status: 204)
    }

    /// The challenge's signature by the secret that signed the message; nil when a public key verified it.
    private func proof(
        _ challenge: String, _ headers: [String: String], _ body: [UInt8], now: Int64, _ keys: [WebhookSecret]
    ) -> String? {
        guard let id = headers["webhook-id"], let timestamp = headers["webhook-timestamp"].flatMap({ Int64($0) }) else {
            return nil
        }
        let secret = keys.first { key in
            do {
                try WebhookVerifier(secrets: [key]).verify(headers: headers, body: body, now: now)
                return true
            } catch {
                return false
            }
        }
        return secret.map {
            EndpointChallenge(challenge).expectedAnswer(messageID: id, timestamp: timestamp, secret: $0)
        }
    }

    private func count(_ report: inout MessageReport, _ body: [UInt8]) {
        counts.received += 1
        guard report.verdict != .refused else {
            // Not noted: a forger must not make the true message look like a repetition.
            counts.refused += 1
            return
        }
        if report.verdict == .verified { counts.verified += 1 }
        guard let id = report.id, id.utf8.count <= 256 else { return }
        let arrival = arrivals.note(id, body: body, isTaken: report.status < 300)
        report.attempt = arrival.number
        report.duplicate = arrival.wasTaken
        if arrival.number > 1 { report.identical = arrival.isIdentical }
        if arrival.wasTaken { counts.duplicates += 1 }
    }
}
