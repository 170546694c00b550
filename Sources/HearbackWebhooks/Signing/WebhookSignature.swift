import Crypto

/// What is signed: `{id}.{timestamp}.{body}` (Standard Webhooks 1.0, "Signature scheme").
package struct SignedMessage: Sendable {
    package var id: String
    /// Unix seconds of the attempt.
    package var timestamp: Int64
    package var body: [UInt8]

    package init(id: String, timestamp: Int64, body: [UInt8]) {
        self.id = id
        self.timestamp = timestamp
        self.body = body
    }

    var content: [UInt8] {
        Array("\(id).\(timestamp).".utf8) + body
    }

    /// One `v1` token, HMAC-SHA256.
    package func signature(with secret: WebhookSecret) -> String {
        var mac = secret.mac
        mac.update(data: Array("\(id).\(timestamp).".utf8))
        mac.update(data: body)
        return "v1," + Base64.encode(mac.finalize())
    }

    /// One `v1a` token, Ed25519.
    package func signature(with key: WebhookPrivateKey) throws(WebhookKeyError) -> String {
        "v1a," + Base64.encode(try key.signature(of: content))
    }

    /// The `webhook-signature` header: one token for each secret, so that a receiver may hold the old or the new one.
    package func signatureHeader(with secrets: [WebhookSecret]) -> String {
        secrets.map { signature(with: $0) }.joined(separator: " ")
    }

    /// The three headers of Standard Webhooks, as lines.
    ///
    /// - Parameter key: signs with `v1a` too, for receivers that hold no secret.
    package func headerLines(
        with secrets: [WebhookSecret], and key: WebhookPrivateKey? = nil
    ) throws(WebhookKeyError) -> [String] {
        var signatures = signatureHeader(with: secrets)
        if let key { signatures += " " + (try signature(with: key)) }
        return ["webhook-id: \(id)", "webhook-timestamp: \(timestamp)", "webhook-signature: \(signatures)"]
    }
}

/// Checks what a Standard Webhooks sender sent; ours uses it to judge receivers' answers and in its tests.
package struct WebhookVerifier: Sendable {
    package enum Refusal: Error, Hashable, Sendable {
        case missingHeader(String)
        case badTimestamp
        case tooOld
        case tooNew
        case noMatchingSignature
    }

    package var secrets: [WebhookSecret]
    package var publicKeys: [WebhookPublicKey]
    /// Seconds that a timestamp may lie before or after now; the reference libraries use 300, inclusive.
    package var tolerance: Int64

    package init(secrets: [WebhookSecret] = [], publicKeys: [WebhookPublicKey] = [], tolerance: Int64 = 300) {
        self.secrets = secrets
        self.publicKeys = publicKeys
        self.tolerance = tolerance
    }

    /// - Parameters:
    ///   - headers: names in any case.
    ///   - now: Unix seconds.
    package func verify(headers: [String: String], body: [UInt8], now: Int64) throws(Refusal) {
        let lower = Dictionary(headers.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        let id = try value("webhook-id", in: lower)
        let stamp = try value("webhook-timestamp", in: lower)
        let signatures = try value("webhook-signature", in: lower)
        guard let timestamp = Int64(stamp), String(timestamp) == stamp else { throw .badTimestamp }
        let (age, overflow) = now.subtractingReportingOverflow(timestamp)
        guard !overflow else { throw .badTimestamp }
        guard age <= tolerance else { throw .tooOld }
        guard age >= -tolerance else { throw .tooNew }
        let message = SignedMessage(id: id, timestamp: timestamp, body: body)
        guard matches(signatures, message) else { throw .noMatchingSignature }
    }

    private func value(_ name: String, in headers: [String: String]) throws(Refusal) -> String {
        guard let value = headers[name], !value.isEmpty else { throw .missingHeader(name) }
        return value
    }

    private func matches(_ header: String, _ message: SignedMessage) -> Bool {
        let content = message.content
        for token in header.split(separator: " ") {
            let parts = token.split(separator: ",", maxSplits: 1)
            guard parts.count == 2, let signature = Base64.decode(parts[1]) else { continue }
            switch parts[0] {
            case "v1":
                if secrets.contains(where: { hmac(content, $0, equals: signature) }) { return true }
            case "v1a":
                if publicKeys.contains(where: { $0.isValid(signature, of: content) }) { return true }
            default: continue
            }
        }
        return false
    }

    private func hmac(_ content: [UInt8], _ secret: WebhookSecret, equals signature: [UInt8]) -> Bool {
        var mac = secret.mac
        mac.update(data: content)
        return constantTimeEqual(Array(mac.finalize()), signature)
    }
}
