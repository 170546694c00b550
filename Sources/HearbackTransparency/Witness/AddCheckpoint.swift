/// The exchange in which a witness is asked to vouch for a head (C2SP tlog-witness).
package enum AddCheckpoint {
    /// An answer may have as many bytes at most.
    package static let bytesAtMost = 65_536
    private static let hashesAtMost = 63
    private static let signaturesAtMost = 100

    /// What is posted: from which size on, the proof, the head.
    ///
    /// - Returns: nil for a proof that no tree has.
    package static func request(from oldSize: Int64, proof: [TreeHash], _ note: SignedNote) -> [UInt8]? {
        guard oldSize >= 0, proof.count <= hashesAtMost else { return nil }
        return Array("old \(oldSize)\n\(proof.map { Base64.text($0.bytes) + "\n" }.joined())\n".utf8) + note.bytes
    }

    package enum Answer: Hashable, Sendable {
        case cosigned([SignedNote.Signature])
        /// The size of the last head that the witness vouched for; nil where it does not say, which is for another tree of
        /// the same size.
        case conflict(Int64?)
        /// 400: the request, in the witness's eyes.
        case malformed
        /// 403: no signature by a key that it knows.
        case unsigned
        /// 404: it does not know the log.
        case unknownLog
        /// 422: the proof does not hold, which is how a fork looks.
        case inconsistent
        /// Another status, or a body that is none of this protocol.
        case notUnderstood(status: Int)
    }

    /// - Parameter mediaType: without parameters, in lower case.
    package static func answer(status: Int, mediaType: String?, body: [UInt8]) -> Answer {
        switch status {
        case 200: signatures(body).map { .cosigned($0) } ?? .notUnderstood(status: status)
        case 409: .conflict(mediaType == "text/x.tlog.size" ? size(body) : nil)
        case 400: .malformed
        case 403: .unsigned
        case 404: .unknownLog
        case 422: .inconsistent
        default: .notUnderstood(status: status)
        }
    }

    private static func size(_ body: [UInt8]) -> Int64? {
        guard body.count <= 20, let text = String(validating: body, as: UTF8.self), let value = Int64(text.prefix { $0 != "\n" }),
            value >= 0, text == "\(value)\n"
        else { return nil }
        return value
    }

    private static func signatures(_ body: [UInt8]) -> [SignedNote.Signature]? {
        guard body.count <= bytesAtMost, let text = String(validating: body, as: UTF8.self), text.utf8.last == 0x0A else { return nil }
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count <= signaturesAtMost else { return nil }
        let signatures = lines.map { SignedNote.Signature(line: $0) }
        return signatures.contains(nil) ? nil : signatures.compactMap(\.self)
    }
}
