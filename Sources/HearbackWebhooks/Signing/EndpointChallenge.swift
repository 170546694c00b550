/// The proof that an endpoint holds its secret: it answers a verification message with the signature of the challenge
/// under that message's own id and timestamp, which any Standard Webhooks library's `sign` returns.
package struct EndpointChallenge: Hashable, Sendable {
    /// 32 characters, safe in URLs.
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// What the endpoint must answer.
    package func expectedAnswer(messageID: String, timestamp: Int64, secret: WebhookSecret) -> String {
        SignedMessage(id: messageID, timestamp: timestamp, body: Array(text.utf8)).signature(with: secret)
    }

    /// Looks at the first 256 bytes of the answer only; white space around it is tolerated.
    package func isAnswered(
        by body: [UInt8], messageID: String, timestamp: Int64, secrets: [WebhookSecret]
    ) -> Bool {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        let trimmed = body.prefix(256).drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        return secrets.contains { secret in
            let expected = expectedAnswer(messageID: messageID, timestamp: timestamp, secret: secret)
            return constantTimeEqual(Array(trimmed), Array(expected.utf8))
        }
    }
}
