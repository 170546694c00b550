import Foundation
import HearbackTestSupport
import HearbackWebhooks
import Testing

@testable import HearbackCommands

@Suite("webhook sign and webhook verify", .keepingFailures)
struct WebhookSignatureTests {
    private static let symmetric = (WebhookVectors.all.official + WebhookVectors.all.sign).filter {
        $0.signature.hasPrefix("v1,")
    }
    private static let asymmetric = (WebhookVectors.all.official + WebhookVectors.all.ed25519).filter {
        $0.signature.hasPrefix("v1a,") && $0.public != nil
    }

    @Test("Signs every vector as the other implementations do, and takes its own signature back", arguments: symmetric)
    func signs(vector: WebhookVectors.Signed) async throws {
        let common = ["--secret", vector.secret, "--id", vector.id, "--timestamp=\(vector.timestamp)"]
        let body = try vector.body()
        let signed = await Run.hearback(["webhook", "sign"] + common, input: body)
        #expect(signed.exit == 0)
        #expect(signed.output == "webhook-signature: \(vector.signature)\n")

        let check = ["webhook", "verify"] + common + ["--signature", vector.signature, "--now", String(vector.timestamp)]
        let verified = await Run.hearback(check, input: body)
        #expect(verified.exit == 0 && verified.output == "valid\n")
        let altered = await Run.hearback(check, input: body + [0x0A])
        #expect(altered.exit == 3 && altered.output.isEmpty)
    }

    @Test("Verifies every v1a vector, and no other body", arguments: asymmetric)
    func verifiesPublicKeys(vector: WebhookVectors.Signed) async throws {
        let key = try #require(vector.public)
        let arguments = [
            "webhook", "verify", "--public-key", key, "--id", vector.id, "--timestamp=\(vector.timestamp)",
            "--signature", vector.signature, "--now=\(vector.timestamp)",
        ]
        let body = try vector.body()
        #expect(await Run.hearback(arguments, input: body).exit == 0)
        #expect(await Run.hearback(arguments, input: [0xFF] + body).exit == 3)
    }

    @Test("There are vectors of both kinds")
    func counts() {
        #expect(Self.symmetric.count >= 30 && Self.asymmetric.count >= 3)
    }

    @Test("Judges every verify case as the reference libraries do, and tells the cause", arguments: WebhookVectors.all.verify)
    func judges(vector: WebhookVectors.Verify) async throws {
        let headers = Dictionary(uniqueKeysWithValues: vector.headers.map { ($0.key.lowercased(), $0.value) })
        var arguments = ["webhook", "verify", "--secret", vector.secret, "--now", String(vector.now), "--json"]
        for (option, name) in [("id", "webhook-id"), ("timestamp", "webhook-timestamp"), ("signature", "webhook-signature")] {
            if let value = headers[name] { arguments.append("--\(option)=\(value)") }
        }
        let causes = [
            "missing-id": "missing_header", "missing-ts": "missing_header", "ts-nonnumeric": "bad_timestamp",
            "ts-old-301": "too_old", "ts-new-301": "too_new", "sig-wrong-version": "no_matching_signature",
        ]
        let run = await Run.hearback(arguments, input: Array(vector.payload_utf8.utf8))
        let answer = try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
        #expect(run.exit == (vector.expect_valid ? 0 : 3))
        #expect(answer.valid == vector.expect_valid)
        #expect(answer.cause == causes[vector.name])
        let words = await Run.hearback(arguments.filter { $0 != "--json" }, input: Array(vector.payload_utf8.utf8))
        #expect(words.exit == run.exit)
        #expect(words.errors.contains("error: not valid: ") == !vector.expect_valid)
        #expect(words.errors.contains("\nhint: ") == !vector.expect_valid)
    }

    private struct Answer: Decodable {
        var valid: Bool
        var cause: String?
    }

    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private static let other = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

    @Test("Two secrets sign twice, and either verifies; they come from options, a file or the environment")
    func rotation() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let file = try scratch.write("\(Self.secret)\r\n\(Self.other)\n", to: "secrets")
            let common = ["--id", "msg_1", "--timestamp", "1759276800"]
            let binary: [UInt8] = [0x00, 0xFF, 0x0A, 0x80]
            let both = await Run.hearback(["webhook", "sign", "--secret-file", file] + common, input: binary)
            let told = await Run.hearback(
                ["webhook", "sign"] + common, input: binary,
                environment: ["HEARBACK_WEBHOOK_SECRET": "\(Self.secret) \(Self.other)"])
            let named = await Run.hearback(
                ["webhook", "sign", "--secret", Self.secret, "--secret", Self.other] + common, input: binary)
            #expect(both.exit == 0 && both.output == told.output && both.output == named.output)
            let header = both.output.dropFirst("webhook-signature: ".count).dropLast()
            #expect(header.split(separator: " ").count == 2)
            for secret in [Self.secret, Self.other] {
                let arguments = ["webhook", "verify", "--secret", secret, "--signature", String(header)] + common
                #expect(await Run.hearback(arguments, input: binary).exit == 0)
            }
        }
    }

    @Test("--json of sign gives the three headers")
    func headers() async throws {
        let run = await Run.hearback(
            ["webhook", "sign", "--secret", Self.secret, "--id", "msg_1", "--timestamp", "7", "--json"])
        let headers = try JSONDecoder().decode([String: String].self, from: Data(run.output.utf8))
        #expect(headers["webhook-id"] == "msg_1" && headers["webhook-timestamp"] == "7")
        #expect(headers["webhook-signature"]?.hasPrefix("v1,") == true && headers.count == 3)
    }

    @Test("A wrong secret is told without being shown; its exit code says whose fault it is")
    func secretsStaySecret() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let sign = ["webhook", "sign", "--id", "msg_1", "--timestamp", "1"]
            let hidden = "whsec_notbase64!"
            let runs = [
                (await Run.hearback(sign + ["--secret", hidden]), 64 as Int32),
                (await Run.hearback(sign, environment: ["HEARBACK_WEBHOOK_SECRET": hidden]), 65),
                (await Run.hearback(sign + ["--secret-file", try scratch.write(hidden, to: "bad")]), 65),
                (await Run.hearback(sign + ["--secret-file", try scratch.write(" \n", to: "empty")]), 65),
                (await Run.hearback(sign + ["--secret-file", scratch.file("none")]), 66),
            ]
            for (run, code) in runs {
                #expect(run.exit == code)
                #expect(run.errors.hasPrefix("error: ") && run.errors.contains("hint: "))
                #expect(!(run.output + run.errors).contains("notbase64"))
            }
        }
    }

    @Test("A key of the wrong kind is told, a body above a mebibyte refused, hostile headers shown harmlessly")
    func mistakes() async {
        let base = ["webhook", "verify", "--secret", Self.secret, "--id", "msg_1"]
        let kind = await Run.hearback(base + ["--timestamp", "1759276800", "--signature", "v1a,AAAA"])
        #expect(kind.exit == 3 && kind.errors.contains("--public-key"))
        let long = await Run.hearback(base, input: Array(repeating: 0, count: (1 << 20) + 1))
        #expect(long.exit == 65)
        let hostile = await Run.hearback(base + ["--timestamp", "\u{1B}[2J\u{202E}1", "--signature", "v1,AAAA"])
        #expect(hostile.exit == 3)
        #expect(hostile.errors.contains("<U+001B>[2J<U+202E>1") && !hostile.errors.contains("\u{1B}[2J"))
    }
}
