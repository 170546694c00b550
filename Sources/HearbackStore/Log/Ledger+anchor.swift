import Foundation
import GRDB
import HearbackCore
import HearbackTransparency

/// What became of a cosigned head.
package enum Anchoring: Hashable, Sendable {
    /// It is in the log, in this leaf.
    case anchored(leaf: Int64)
    /// There is none, or the last anchor is not old enough, or the head is not newer.
    case notDue
    /// None of the witnesses that the configuration names has signed it, or it is no head of this log.
    case notVouched
    /// A witness's clock or ours is wrong.
    case wrongTime(witness: Int64)
}

extension Ledger {
    /// Puts into the log that witnesses have vouched for one of its heads: the one in the file that `LogOptions.cosignedPath` names.
    ///
    /// - Throws: `logMismatch` when they vouch for a head that is not a beginning of this log.
    package func anchorLog() async throws -> Anchoring {
        guard let log = options.log, !log.witnesses.isEmpty else { return .notDue }
        // Asked at every head: the file and its signatures are looked at only once an interval has passed.
        let last = try await read { try Int64.fetchOne($0, sql: "SELECT max(time) FROM log_anchor") }
        if let last, now.milliseconds / 1_000 + Anchor.tolerance - last < log.anchorInterval { return .notDue }
        guard let bytes = log.cosignedNote() else { return .notDue }
        guard let cosigned = CosignedHead(bytes, log) else { return .notVouched }
        return try await write { try $0.anchor(cosigned, log) }
    }

    /// The note that an anchor commits to; nil where that leaf is none.
    package func logAnchor(_ leaf: Int64) async throws -> [UInt8]? {
        try await read { db in
            try Data.fetchOne(db.cachedStatement(sql: "SELECT note FROM log_anchor WHERE leaf = ?"), arguments: [leaf]).map(Array.init)
        }
    }
}

/// A head of this log with the lines of those who are trusted here, and no others.
private struct CosignedHead: Sendable {
    let checkpoint: Checkpoint
    let note: [UInt8]
    /// The latest.
    let time: Int64

    init?(_ bytes: [UInt8], _ log: LogOptions) {
        guard let signed = try? SignedCheckpoint(bytes, keys: log.verifiers), signed.checkpoint.origin == log.origin else { return nil }
        let witnesses = log.witnesses.filter { witness in !signed.cosignatures(of: [witness]).isEmpty }
        let names = Set((log.verifiers + witnesses).map { NamedKey($0.name, $0.id) })
        guard let time = signed.cosignatures(of: witnesses).map(\.time).max() else { return nil }
        let lines = signed.note.signatures.filter { names.contains(NamedKey($0.name, $0.id)) }
        (checkpoint, self.time) = (signed.checkpoint, time)
        note = SignedNote(text: signed.note.text, signatures: lines).bytes
    }

    private struct NamedKey: Hashable {
        let name: String
        let id: NoteKeyID
        init(_ name: String, _ id: NoteKeyID) { (self.name, self.id) = (name, id) }
    }
}

extension LedgerTransaction {
    fileprivate func anchor(_ cosigned: CosignedHead, _ log: LogOptions) throws -> Anchoring {
        let last = try Row.fetchOne(db, sql: "SELECT size, time FROM log_anchor ORDER BY leaf DESC LIMIT 1")
        let (lastSize, lastTime): (Int64, Int64) = (last?["size"] ?? 0, last?["time"] ?? .min)
        let size = cosigned.checkpoint.size
        guard size >= lastSize, lastTime == .min || cosigned.time - lastTime >= log.anchorInterval else { return .notDue }
        let seconds = now.milliseconds / 1_000
        guard cosigned.time <= seconds + Anchor.tolerance else { return .wrongTime(witness: cosigned.time) }
        let tiles = LogTiles(db: db)
        guard try tiles.size() >= size, try tiles.reader(size: size).root() == cosigned.checkpoint.root else {
            throw StoreError(.logMismatch, "witnesses vouch for a head of \(size) leaves that is not a beginning of this log")
        }
        let leaf = try self.log(Anchor.kind, event: nil, recorded: now) { $0.anchor(cosigned.note, size: size, time: cosigned.time) }
        guard let leaf else { return .notDue }
        try db.execute(
            sql: "INSERT INTO log_anchor VALUES (?, ?, ?, ?)", arguments: [leaf, size, cosigned.time, Data(cosigned.note)])
        return .anchored(leaf: leaf)
    }
}
