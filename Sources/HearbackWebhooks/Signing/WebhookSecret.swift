import Crypto

/// A shared secret of one endpoint, `whsec_` and Base64 (Standard Webhooks 1.0, "Symmetric").
///
/// Its description never shows the key; `text` does, for the one time that the secret is handed out.
package struct WebhookSecret: Hashable, Sendable, CustomStringConvertible {
    package enum ParsingError: Error, Hashable, Sendable, CustomStringConvertible {
        case empty
        case notBase64
        case tooLong

        package var description: String {
            switch self {
            case .empty: "webhook secret is empty: give whsec_ followed by 24 to 64 bytes in Base64"
            case .notBase64: "webhook secret is not Base64: give whsec_ followed by 24 to 64 bytes in Base64"
            case .tooLong: "webhook secret is longer than 1024 bytes: give 24 to 64 bytes"
            }
        }
    }

    static let prefix = "whsec_"
    /// Lengths that the specification allows to be generated, in bytes.
    package static let standardLengths = 24...64

    private let bytes: [UInt8]
    /// The key's first block is taken in already (RFC 2104): a copy of it begins each signature.
    let mac: HMAC<SHA256>

    /// Reads a secret with or without its prefix and its padding.
    ///
    /// Keys outside `standardLengths` are read too, as the reference libraries do, because a secret may come from
    /// another system; ask `hasStandardLength` where one is chosen.
    package init(_ text: some StringProtocol) throws(ParsingError) {
        let encoded = text.hasPrefix(Self.prefix) ? text.dropFirst(Self.prefix.count) : text[...]
        guard !encoded.isEmpty else { throw .empty }
        guard encoded.utf8.count <= 1_500 else { throw .tooLong }
        guard let bytes = Base64.decode(encoded) else { throw .notBase64 }
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= 1_024 else { throw .tooLong }
        self.init(unchecked: bytes)
    }

    /// Uses `bytes` as the key; nil when their number is not within `standardLengths`.
    package init?(bytes: [UInt8]) {
        guard Self.standardLengths.contains(bytes.count) else { return nil }
        self.init(unchecked: bytes)
    }

    /// A fresh secret of 32 bytes from the system's generator of secure random numbers.
    package static func generate() -> WebhookSecret {
        var generator = SystemRandomNumberGenerator()
        return generate(using: &generator)
    }

    /// `count` is brought within `standardLengths`.
    package static func generate(
        count: Int = 32, using generator: inout some RandomNumberGenerator
    ) -> WebhookSecret {
        let length = min(max(count, standardLengths.lowerBound), standardLengths.upperBound)
        return WebhookSecret(unchecked: (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
        mac = HMAC<SHA256>(key: SymmetricKey(data: bytes))
    }

    package var hasStandardLength: Bool { Self.standardLengths.contains(bytes.count) }

    /// `whsec_…`, the form in which it is shown once and stored (encrypted).
    package var text: String { Self.prefix + Base64.encode(bytes) }

    package var description: String { "whsec_(hidden)" }

    var key: SymmetricKey { SymmetricKey(data: bytes) }

    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    /// Takes the same time whatever the difference is.
    package static func == (left: WebhookSecret, right: WebhookSecret) -> Bool {
        constantTimeEqual(left.bytes, right.bytes)
    }
}

/// Compares without leaving early, so that the time taken tells nothing about where two values differ.
func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (one, other) in zip(left, right) { difference |= one ^ other }
    return difference == 0
}
