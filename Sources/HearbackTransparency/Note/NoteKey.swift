import Crypto
import Foundation

/// What a key of a signed note signs (C2SP signed-note, "Signature types").
package enum NoteKeyType: UInt8, Sendable {
    /// The note's text.
    case ed25519 = 0x01
    /// The text behind a line with the time: a witness's cosignature (C2SP tlog-cosignature, version 1).
    case cosignature = 0x04
}

/// The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key): tells signatures apart, and proves nothing.
package struct NoteKeyID: Hashable, Sendable {
    package let bytes: [UInt8]

    init(name: String, type: NoteKeyType, publicKey: [UInt8]) {
        bytes = Array(SHA256.hash(data: Data(name.utf8) + [0x0A, type.rawValue] + publicKey).prefix(4))
    }

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
}

/// Whom signatures are of: `name+hash+key`, as x/mod's note and every C2SP tool write it.
package struct VerifierKey: Hashable, Sendable {
    package let name: String
    package let type: NoteKeyType
    package let id: NoteKeyID
    /// 32 bytes.
    package let publicKey: [UInt8]

    package init?(name: String, type: NoteKeyType, publicKey: [UInt8]) {
        guard Self.isName(name), publicKey.count == 32 else { return nil }
        (self.name, self.type, self.publicKey) = (name, type, publicKey)
        id = NoteKeyID(name: name, type: type, publicKey: publicKey)
    }

    /// - Returns: nil for another form, a type that is not known here, or a hash that is not the key's.
    package init?(_ text: String) {
        guard let (name, hash, key) = Self.parts(of: text), let first = key.first, let type = NoteKeyType(rawValue: first) else { return nil }
        self.init(name: name, type: type, publicKey: Array(key.dropFirst()))
        guard id.bytes == hash else { return nil }
    }

    package var text: String { "\(name)+\(Hexadecimal.text(id.bytes))+\(Base64.text([type.rawValue] + publicKey))" }

    func isValid(_ signature: some Sequence<UInt8>, for message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(Data(signature), for: message)
    }

    /// Not empty, no white space, no `+` (C2SP signed-note).
    package static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 }
    }

    /// Of `name+8 hex digits+base64`; base64 has plus signs of its own.
    fileprivate static func parts(of text: String) -> (name: String, hash: [UInt8], key: [UInt8])? {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, isName(String(parts[0])), parts[1].utf8.count == 8, let hash = Hexadecimal.bytes(parts[1]),
            let key = Base64.bytes(parts[2])
        else { return nil }
        return (String(parts[0]), hash, key)
    }
}

/// A private key in x/mod's text form: `PRIVATE+KEY+name+hash+key`. Never printed but by `secretText`.
package struct SigningKey: Sendable {
    private static let prefix = "PRIVATE+KEY+"

    package let verifier: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// A new one from the system's random source.
    package init?(generatedFor name: String, type: NoteKeyType = .ed25519) {
        self.init(name: name, type: type, key: Curve25519.Signing.PrivateKey())
    }

    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let (name, hash, seed) = VerifierKey.parts(of: String(text.dropFirst(Self.prefix.count))),
            let first = seed.first, let type = NoteKeyType(rawValue: first),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed.dropFirst())
        else { return nil }
        self.init(name: name, type: type, key: key)
        guard verifier.id.bytes == hash else { return nil }
    }

    private init?(name: String, type: NoteKeyType, key: Curve25519.Signing.PrivateKey) {
        guard let verifier = VerifierKey(name: name, type: type, publicKey: Array(key.publicKey.rawRepresentation)) else { return nil }
        (self.verifier, self.key) = (verifier, key)
    }

    package var secretText: String {
        "\(Self.prefix)\(verifier.name)+\(Hexadecimal.text(verifier.id.bytes))+\(Base64.text([verifier.type.rawValue] + key.rawRepresentation))"
    }

    /// 64 bytes. On Linux the same message has always the same signature (RFC 8032).
    ///
    /// - Throws: what swift-crypto does when it has no memory.
    func signature(of message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }
}
