import Crypto
import Foundation
package import HearbackCore
import HearbackTransparency

/// What the file must not give away by itself: endpoint secrets and redacted texts are sealed, addresses and tokens known by keyed hashes.
///
/// AES-256-GCM (NIST SP 800-38D) under a key of its own for each purpose (HKDF-SHA256, RFC 5869).
package struct SecretBox: Sendable, CustomStringConvertible {
    private let master: SymmetricKey
    private let sealing: SymmetricKey
    private let textSealing: SymmetricKey
    private let logNames: Data

    /// Bytes of the master key.
    package static let keyLength = 32

    /// Nil unless there are 32 bytes.
    package init?(key: [UInt8]) {
        guard key.count == Self.keyLength else { return nil }
        master = SymmetricKey(data: key)
        sealing = Self.key("endpoint secret", master)
        textSealing = Self.key("comment text", master)
        logNames = Self.key("log names", master).withUnsafeBytes { Data($0) }
    }

    package var description: String { "SecretBox(hidden)" }

    func seal(_ text: String, for endpoint: Int64) throws -> Data {
        let box = try AES.GCM.seal(Data(text.utf8), using: sealing, authenticating: Self.name(endpoint))
        guard let combined = box.combined else { throw StoreError(.inputOutput, "a secret could not be sealed") }
        return combined
    }

    /// - Throws: when the key is another, or the bytes belong to another endpoint.
    func open(_ sealed: Data, for endpoint: Int64) throws -> String {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            let text = try AES.GCM.open(box, using: sealing, authenticating: Self.name(endpoint))
            return String(decoding: text, as: UTF8.self)
        } catch {
            throw StoreError(.corrupt, "the secret of endpoint \(endpoint) does not open with the key of this installation")
        }
    }

    /// Seals a text that only those with the right may read.
    func sealText(_ text: String, of comment: CommentNumber) throws -> Data {
        let box = try AES.GCM.seal(Data(text.utf8), using: textSealing, authenticating: Data(comment.id.utf8))
        guard let combined = box.combined else { throw StoreError(.inputOutput, "a text could not be sealed") }
        return combined
    }

    /// - Throws: when the key is another, or the bytes belong to another comment.
    func openText(_ sealed: Data, of comment: CommentNumber) throws -> String {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            let text = try AES.GCM.open(box, using: textSealing, authenticating: Data(comment.id.utf8))
            return String(decoding: text, as: UTF8.self)
        } catch {
            throw StoreError(.corrupt, "the text of \(comment.id) does not open with the key of this installation")
        }
    }

    /// A comment's name in the transparency log, 22 characters: whoever knows its reference can't find it there.
    package func logName(of number: CommentNumber) -> String {
        var hasher = SHA256()
        hasher.update(data: logNames)
        hasher.update(data: Data(number.id.utf8))
        // Half of the hash: nothing can be appended to what was hashed.
        return Base64.urlText(Array(hasher.finalize().prefix(16)))
    }

    /// Of the commitment to who acted, which is not erased and so needs no salt of its own.
    func actorSalt(ofLeaf index: Int64) -> [UInt8] { Array(mac("log actor", Data("\(index)".utf8))) }

    /// By which an address is found again although it is not kept.
    func addressKey(_ address: String) -> Data { mac("address", Data(address.utf8)) }

    /// By which the registrations from one network are counted.
    func registrantKey(_ network: String) -> Data { mac("registrant", Data(network.utf8)) }

    /// 16 bytes that only this installation can make for a purpose and a subject: what links in e-mail carry.
    package func tag(_ purpose: String, _ subject: String) -> [UInt8] {
        Array(mac("tag " + purpose, Data(subject.utf8)).prefix(16))
    }

    /// A value that is kept only to tell later whether the same key was used.
    var fingerprint: Data { mac("fingerprint", Data()) }

    private func mac(_ purpose: String, _ subject: Data) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: subject, using: Self.key(purpose, master)))
    }

    private static func key(_ purpose: String, _ master: SymmetricKey) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: master, info: Data("hearback \(purpose)".utf8), outputByteCount: 32)
    }

    private static func name(_ endpoint: Int64) -> Data { Data("endpoint \(endpoint)".utf8) }
}
