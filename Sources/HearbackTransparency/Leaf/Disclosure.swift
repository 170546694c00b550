import Crypto
import Foundation

/// A value that a leaf only commits to: who has the disclosure can show it, nobody can guess it or put another in its place, and
/// once every copy is destroyed nothing of it is left (RFC 9901, sections 4.2.1 and 4.2.3).
package struct Disclosure: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case text(String)
        case members([String: String])
    }

    package static let saltLength = 32

    /// base64url of the canonical form of `[salt, name, value]`.
    package let text: String
    /// The member of the leaf that commits to it.
    package let name: String
    package let value: Value
    /// What stands in the leaf: base64url of SHA-256 over the disclosure's text.
    package let digest: String

    /// - Parameter salt: 32 random bytes that were never used for anything else.
    package init(_ name: String, _ value: Value, salt: [UInt8]) {
        (self.name, self.value) = (name, value)
        text = Base64.urlText(Self.canonical(Base64.urlText(salt), name, value))
        digest = Self.digest(of: text)
    }

    private static func canonical(_ salt: String, _ name: String, _ value: Value) -> [UInt8] {
        var writer = CanonicalJSON.Writer()
        writer.raw("[")
        writer.string(salt)
        writer.raw(",")
        writer.string(name)
        writer.raw(",")
        switch value {
        case .text(let text): writer.string(text)
        case .members(let members): writer.object(members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }) { $0.string($1) }
        }
        writer.raw("]")
        return writer.bytes
    }

    /// - Returns: nil for anything but what the other initializer makes.
    package init?(_ text: String) {
        guard let bytes = Base64.urlBytes(text) else { return nil }
        var reader = CanonicalJSON.Reader(bytes)
        guard reader.take("["), let salt = reader.string(), Base64.urlBytes(salt)?.count == Self.saltLength, reader.take(","),
            let name = reader.string(), reader.take(",")
        else { return nil }
        let value: Value
        if let content = reader.string() {
            value = .text(content)
        } else {
            guard let members = reader.flatObject() else { return nil }
            let strings = members.compactMapValues { if case .string(let text) = $0 { text } else { nil } }
            guard strings.count == members.count else { return nil }
            value = .members(strings)
        }
        guard reader.take("]"), reader.isAtEnd, Self.canonical(salt, name, value) == bytes else { return nil }
        (self.text, self.name, self.value, digest) = (text, name, value, Self.digest(of: text))
    }

    package static func digest(of text: String) -> String { Base64.urlText(Array(SHA256.hash(data: Data(text.utf8)))) }
}
