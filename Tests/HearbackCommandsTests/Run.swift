import Foundation
import HearbackCore
import HearbackTestSupport
import Synchronization

@testable import HearbackCommands

/// The program in this process, with a world of its own.
struct Run {
    let exit: Int32
    let output: String
    let errors: String

    static func hearback(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], now: Int64 = 1_759_276_800,
        width: Int? = nil
    ) async -> Run {
        let output = Mutex("")
        let errors = Mutex("")
        let console = Console(
            write: { text in output.withLock { $0 += text } }, writeError: { text in errors.withLock { $0 += text } },
            readInput: { limit in
                guard input.count <= limit else { throw CommandError("too long", exitCode: ExitCodes.data) }
                return Data(input)
            },
            environment: environment, clock: { Instant(milliseconds: now * 1_000) }, width: width)
        let exit = await Program.run(arguments, console: console)
        return Run(exit: exit, output: output.withLock { $0 }, errors: errors.withLock { $0 })
    }
}

/// Tests/Fixtures/webhooks/webhook_vectors.json, as far as the command line is concerned.
struct WebhookVectors: Decodable {
    struct Signed: Decodable, Sendable {
        var name: String?
        var secret: String
        var `public`: String?
        var id: String
        var timestamp: Int64
        var payload: String?
        var payload_utf8: String?
        var payload_gen: String?
        var signature: String

        /// The two large payloads are given as Python expressions.
        func body() throws -> [UInt8] {
            if let text = payload ?? payload_utf8 { return Array(text.utf8) }
            switch payload_gen {
            case let expression? where expression.hasPrefix("'z'*200000"):
                return Array(repeating: UInt8(ascii: "z"), count: 200_000)
            case let expression? where expression.hasPrefix("json.dumps({'x':'é'*10240}"):
                return Array("{\"x\": \"\(String(repeating: "é", count: 10_240))\"}".utf8)
            default: throw FixtureError("vector \(name ?? id) has no payload that is understood")
            }
        }
    }

    struct Verify: Decodable, Sendable {
        var name: String
        var now: Int64
        var secret: String
        var headers: [String: String]
        var payload_utf8: String
        var expect_valid: Bool
    }

    struct Challenge: Decodable, Sendable {
        var secret: String
        var id: String
        var timestamp: Int64
        var challenge: String
        var expected_response_body: String

        private enum CodingKeys: String, CodingKey {
            case secret, challenge, expected_response_body
            case id = "webhook-id"
            case timestamp = "webhook-timestamp"
        }
    }

    var official: [Signed]
    var sign: [Signed]
    var verify: [Verify]
    var ed25519: [Signed]
    var endpoint_verification_proposal: [Challenge]

    static let all = try! JSONDecoder().decode(
        WebhookVectors.self, from: Project.contents("Tests/Fixtures/webhooks/webhook_vectors.json"))
}
