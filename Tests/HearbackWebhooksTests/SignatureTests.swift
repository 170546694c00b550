import Crypto
import Foundation
import Testing

@testable import HearbackWebhooks

@Suite("Standard Webhooks signatures")
struct SignatureTests {
    @Test("signs every HMAC vector as the independent implementations do", arguments: Vectors.webhooks.sign)
    func hmacVectors(_ vector: Vectors.Sign) throws {
        let body = try vector.body()
        #expect(SHA256.hash(data: body).map { String(format: "%02x", $0) }.joined() == vector.payload_sha256)
        let message = SignedMessage(id: vector.id, timestamp: vector.timestamp, body: body)
        #expect(message.signature(with: try WebhookSecret(vector.secret)) == vector.signature)
    }

    @Test("reproduces the signatures published by the reference libraries", arguments: Vectors.webhooks.official)
    func officialVectors(_ vector: Vectors.Official) throws {
        let message = SignedMessage(id: vector.id, timestamp: vector.timestamp, body: Array(vector.payload.utf8))
        guard let publicKey = vector.public else {
            #expect(message.signature(with: try WebhookSecret(vector.secret)) == vector.signature)
            return
        }
        try expectEd25519(message, secret: vector.secret, publicKey: publicKey, signature: vector.signature)
    }

    @Test("verifies every Ed25519 vector, and its own signatures under the same keys", arguments: Vectors.webhooks.ed25519)
    func ed25519Vectors(_ vector: Vectors.Ed25519) throws {
        let message = SignedMessage(id: vector.id, timestamp: vector.timestamp, body: Array(vector.payload_utf8.utf8))
        try expectEd25519(message, secret: vector.secret, publicKey: vector.public, signature: vector.signature)
    }

    private func expectEd25519(_ message: SignedMessage, secret: String, publicKey: String, signature: String) throws {
        let privateKey = try WebhookPrivateKey(secret)
        let key = try WebhookPublicKey(publicKey)
        #expect(privateKey.publicKey.description == publicKey)
        #expect(privateKey.text == secret)
        let own = try message.signature(with: privateKey)
        for token in [signature, own] {
            let headers = [
                "webhook-id": message.id, "webhook-timestamp": String(message.timestamp), "webhook-signature": token,
            ]
            let verifier = WebhookVerifier(publicKeys: [key])
            try verifier.verify(headers: headers, body: message.body, now: message.timestamp)
            #expect(throws: WebhookVerifier.Refusal.noMatchingSignature) {
                try verifier.verify(headers: headers, body: message.body + [0], now: message.timestamp)
            }
        }
    }

    @Test("accepts and refuses what the reference libraries do", arguments: Vectors.webhooks.verify)
    func verifyVectors(_ vector: Vectors.Verify) throws {
        let verifier = WebhookVerifier(secrets: [try WebhookSecret(vector.secret)])
        let valid = (try? verifier.verify(
            headers: vector.headers, body: Array(vector.payload_utf8.utf8), now: vector.now)) != nil
        #expect(valid == vector.expect_valid)
    }

    @Test("reads secrets with and without prefix and padding", arguments: Vectors.webhooks.secret_parse)
    func secretVectors(_ vector: Vectors.SecretParse) throws {
        guard vector.ok else {
            #expect(throws: WebhookSecret.ParsingError.empty) { try WebhookSecret(vector.secret) }
            return
        }
        let key = try WebhookSecret(vector.secret).key.withUnsafeBytes { Array($0) }
        #expect(key.map { String(format: "%02x", $0) }.joined() == vector.key_hex)
    }

    @Test("knows the answer to a verification challenge", arguments: Vectors.webhooks.endpoint_verification_proposal)
    func challengeVectors(_ vector: Vectors.Challenge) throws {
        let secret = try WebhookSecret(vector.secret)
        let challenge = EndpointChallenge(vector.challenge)
        func answers(_ body: String) -> Bool {
            challenge.isAnswered(
                by: Array(body.utf8), messageID: vector.id, timestamp: vector.timestamp,
                secrets: [.generate(), secret])
        }
        #expect(answers(vector.expected_response_body))
        #expect(answers(" \r\n" + vector.expected_response_body + "\n"))
        #expect(!answers(vector.challenge))
        #expect(!answers(""))
        #expect(!answers(String(vector.expected_response_body.dropLast())))
        #expect(!answers(String(repeating: " ", count: 256) + vector.expected_response_body))
    }

    @Test("signs with the old and the new secret while a secret is being rotated")
    func rotation() throws {
        let (old, new, other) = (WebhookSecret.generate(), WebhookSecret.generate(), WebhookSecret.generate())
        let message = SignedMessage(id: MessageID.generate(), timestamp: 1_759_276_800, body: Array("{}".utf8))
        let header = message.signatureHeader(with: [old, new])
        #expect(header == message.signature(with: old) + " " + message.signature(with: new))
        let headers = [
            "webhook-id": message.id, "webhook-timestamp": "1759276800", "webhook-signature": header,
        ]
        for secret in [old, new] {
            try WebhookVerifier(secrets: [secret]).verify(headers: headers, body: message.body, now: 1_759_276_800)
        }
        #expect(throws: WebhookVerifier.Refusal.noMatchingSignature) {
            try WebhookVerifier(secrets: [other]).verify(headers: headers, body: message.body, now: 1_759_276_800)
        }
    }

    @Test("refuses secrets that are not Base64 or far too long, and makes fresh ones of 24 to 64 bytes")
    func secrets() throws {
        for text in ["whsec_*", "whsec_A", "whsec_AA=A", "whsec_====A", "whsec_é"] {
            #expect(throws: WebhookSecret.ParsingError.notBase64) { try WebhookSecret(text) }
        }
        #expect(throws: WebhookSecret.ParsingError.tooLong) {
            try WebhookSecret("whsec_" + String(repeating: "A", count: 2_000))
        }
        var generator = SystemRandomNumberGenerator()
        for (asked, expected) in [(0, 24), (24, 24), (32, 32), (64, 64), (1_000, 64)] {
            let secret = WebhookSecret.generate(count: asked, using: &generator)
            #expect(secret.key.bitCount == expected * 8)
            #expect(secret.hasStandardLength)
            #expect(try WebhookSecret(secret.text) == secret)
            #expect(!"\(secret)".contains(secret.text.dropFirst(6)))
        }
        #expect(WebhookSecret.generate() != WebhookSecret.generate())
    }

    @Test("makes message ids of msg_ and 27 base62 characters")
    func messageIDs() {
        let ids = (0..<200).map { _ in MessageID.generate() }
        #expect(Set(ids).count == 200)
        for id in ids {
            #expect(id.hasPrefix("msg_"))
            #expect(id.utf8.count == 31)
            #expect(id.dropFirst(4).allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
            #expect(MessageID.isAcceptable(id))
        }
        for bad in ["", "a.b", "a b", "a\r\nx: y", "é", String(repeating: "a", count: 65)] {
            #expect(!MessageID.isAcceptable(bad))
        }
    }

    @Test("a private key whose halves do not match is refused")
    func mismatchedKey() throws {
        let (one, other) = (WebhookPrivateKey(), WebhookPrivateKey())
        let mixed = Array(try #require(Data(base64Encoded: String(one.text.dropFirst(5)))).prefix(32))
            + Array(try #require(Data(base64Encoded: String(other.publicKey.description.dropFirst(5)))))
        #expect(throws: WebhookKeyError.notAKey) { try WebhookPrivateKey("whsk_" + Data(mixed).base64EncodedString()) }
        #expect(throws: WebhookKeyError.wrongLength(3)) { try WebhookPublicKey("whpk_AAAA") }
        #expect(throws: WebhookKeyError.missingPrefix("whsk_")) { try WebhookPrivateKey("whsec_AAAA") }
    }
}
