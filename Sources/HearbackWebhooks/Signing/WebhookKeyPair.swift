import Crypto

/// What is wrong with an asymmetric key's text.
package enum WebhookKeyError: Error, Hashable, Sendable, CustomStringConvertible {
    case missingPrefix(String)
    case notBase64
    case wrongLength(Int)
    case notAKey

    package var description: String {
        switch self {
        case .missingPrefix(let prefix): "webhook key does not start with \(prefix): give the whole key"
        case .notBase64: "webhook key is not Base64: give the key as it was shown"
        case .wrongLength(let count): "webhook key has \(count) bytes: an Ed25519 key has 32, or 64 with its public half"
        case .notAKey: "webhook key's two halves do not belong together: give the key as it was shown"
        }
    }
}

/// An Ed25519 private key, `whsk_` and Base64 of the seed, or of seed and public key as svix writes it.
package struct WebhookPrivateKey: Sendable, CustomStringConvertible {
    private let key: Curve25519.Signing.PrivateKey

    package init() {
        key = Curve25519.Signing.PrivateKey()
    }

    package init(_ text: some StringProtocol) throws(WebhookKeyError) {
        let bytes = try decodeKey(text, prefix: "whsk_")
        guard bytes.count == 32 || bytes.count == 64 else { throw .wrongLength(bytes.count) }
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes.prefix(32)) else { throw .notAKey }
        guard bytes.count == 32 || Array(key.publicKey.rawRepresentation) == Array(bytes.dropFirst(32)) else {
            throw .notAKey
        }
        self.key = key
    }

    package var publicKey: WebhookPublicKey { WebhookPublicKey(key: key.publicKey) }

    /// `whsk_` and Base64 of seed and public key.
    package var text: String { "whsk_" + Base64.encode(key.rawRepresentation + key.publicKey.rawRepresentation) }

    package var description: String { "whsk_(hidden)" }

    /// The 64 bytes of an RFC 8032 signature.
    ///
    /// swift-crypto may mix randomness in, in which case two signatures of the same message differ and both verify.
    func signature(of content: [UInt8]) throws(WebhookKeyError) -> [UInt8] {
        guard let signature = try? key.signature(for: content) else { throw .notAKey }
        return Array(signature)
    }
}

/// An Ed25519 public key, `whpk_` and Base64.
package struct WebhookPublicKey: Sendable, CustomStringConvertible {
    private let key: Curve25519.Signing.PublicKey

    init(key: Curve25519.Signing.PublicKey) {
        self.key = key
    }

    package init(_ text: some StringProtocol) throws(WebhookKeyError) {
        let bytes = try decodeKey(text, prefix: "whpk_")
        guard bytes.count == 32 else { throw .wrongLength(bytes.count) }
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { throw .notAKey }
        self.key = key
    }

    package var description: String { "whpk_" + Base64.encode(key.rawRepresentation) }

    func isValid(_ signature: [UInt8], of content: [UInt8]) -> Bool {
        signature.count == 64 && key.isValidSignature(signature, for: content)
    }
}

private func decodeKey(_ text: some StringProtocol, prefix: String) throws(WebhookKeyError) -> [UInt8] {
    guard text.hasPrefix(prefix) else { throw .missingPrefix(prefix) }
    guard let bytes = Base64.decode(text.dropFirst(prefix.count)) else { throw .notBase64 }
    return bytes
}
