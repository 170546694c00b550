import Foundation

/// The test vectors in Fixtures/webhooks, in the shape of their files.
enum Vectors {
    struct Webhooks: Decodable {
        var official: [Official]
        var sign: [Sign]
        var verify: [Verify]
        var ed25519: [Ed25519]
        var secret_parse: [SecretParse]
        var endpoint_verification_proposal: [Challenge]
    }

    struct Official: Decodable, Sendable {
        var secret: String
        var `public`: String?
        var id: String
        var timestamp: Int64
        var payload: String
        var signature: String
    }

    struct Sign: Decodable, Sendable {
        var name: String
        var secret: String
        var id: String
        var timestamp: Int64
        var payload_utf8: String?
        var payload_sha256: String
        var payload_gen: String?
        var signature: String

        /// The two large payloads are given as Python expressions.
        func body() throws -> [UInt8] {
            if let payload_utf8 { return Array(payload_utf8.utf8) }
            guard let payload_gen else { throw CocoaError(.coderValueNotFound) }
            if payload_gen.hasPrefix("'z'*200000") { return Array(repeating: UInt8(ascii: "z"), count: 200_000) }
            if payload_gen.hasPrefix("json.dumps({'x':'é'*10240}") {
                return Array("{\"x\": \"\(String(repeating: "é", count: 10_240))\"}".utf8)
            }
            throw CocoaError(.coderInvalidValue)
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

    struct Ed25519: Decodable, Sendable {
        var name: String
        var secret: String
        var `public`: String
        var id: String
        var timestamp: Int64
        var payload_utf8: String
        var signature: String
    }

    struct SecretParse: Decodable, Sendable {
        var name: String
        var secret: String
        var ok: Bool
        var key_hex: String?
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

    struct Addresses: Decodable {
        var v4_deny: [[String]]
        var v6_deny: [[String]]
        var v6_outside_2000_3_for_documentation: [[String]]
        var addresses: [Address]
        var urls_reaching_internal: [URLVector]
    }

    struct Address: Decodable, Sendable {
        var address: String
        var deny: Bool
        var note: String
    }

    struct URLVector: Decodable, Sendable {
        var url: String
        var curl_7_88_1_peer: String
    }

    static let webhooks: Webhooks = load("webhook_vectors.json")
    static let addresses: Addresses = load("ssrf_vectors.json")

    private static func load<Value: Decodable>(_ name: String) -> Value {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/webhooks/\(name)")
        return try! JSONDecoder().decode(Value.self, from: Data(contentsOf: file))
    }
}
