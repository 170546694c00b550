import Foundation
import GRDB
import HearbackCore
import HearbackTransparency

/// A leaf that the transaction will append at its end.
struct PendingLeaf {
    let leaf: PublicLeaf
    let event: Int64?
    let comment: Int64?
}

/// Leaves of the events of this transaction.
extension LedgerTransaction {
    /// Makes the salts of what an event hides; nil where there is no log.
    func newSalts(_ kind: CommentEventKind) -> Data? {
        options.log == nil ? nil : Data(options.random(LeafSalts.count(kind) * Disclosure.saltLength))
    }

    /// - Returns: the leaf's index; nil where there is no log.
    @discardableResult
    func log(
        _ kind: String, event: Int64?, comment: CommentNumber? = nil, recorded: Instant, salt: Data? = nil,
        _ fill: (inout LeafTable) throws -> Void
    ) throws -> Int64? {
        guard options.log != nil else { return nil }
        let index = try logSize() + Int64(leaves.count)
        let salts = LeafSalts(salt, ofLeaf: index, options.box)
        var table = LeafTable(kind, index: index, at: recorded) { salts.next($0) }
        try fill(&table)
        let leaf = table.leaf
        guard leaf.entry.count <= LeafObject.bytesAtMost else {
            throw StoreError(.constraint, "a leaf of \(leaf.entry.count) bytes is too long for the log")
        }
        leaves.append(PendingLeaf(leaf: leaf, event: event, comment: comment?.value))
        counters.leaves = leaves.count
        return index
    }

    /// The index of a comment's last leaf.
    func lastLeaf(of number: CommentNumber) throws -> Int64? {
        if let position = leaves.lastIndex(where: { $0.comment == number.value }) { return try logSize() + Int64(position) }
        return try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT number FROM log_leaf WHERE comment = ? ORDER BY number DESC LIMIT 1"),
            arguments: [number.value])
    }

    /// Leaves before this transaction.
    private func logSize() throws -> Int64 { try logEdge().size }

    func logEdge() throws -> RightEdge {
        if let edge { return edge }
        let known = try logBook.edge ?? RightEdge.stored(db)
        edge = known
        return known
    }

    /// What became public about a comment, in its own leaf; the desk's own business in none.
    func log(_ transition: Transition, of number: CommentNumber, event: Int64, recorded: Instant, provenance: Provenance, salt: Data?) throws {
        let kind = transition.action.kind
        guard options.log != nil, kind.isPublic else { return }
        let (details, text) = transition.action.record
        let previous = try lastLeaf(of: number)
        try log(kind.rawValue, event: event, comment: number, recorded: recorded, salt: salt) { table in
            table.event(
                kind, details, cid: options.box.logName(of: number), previous: previous, by: transition.actor, text: text,
                translations: transition.action.translations, imported: provenance == .imported ? transition.occurred : nil)
        }
    }
}

/// Leaves about bills.
extension LedgerTransaction {
    func log(_ bill: Bill, event: Int64, recorded: Instant) throws {
        try log(BillEventKind.added.rawValue, event: event, recorded: recorded) { table in
            table.added(bill, document: Disclosure.digest(of: try StoredJSON.encode(bill)))
        }
    }

    func log(_ policy: ResponsePolicy, of bill: String, event: Int64, recorded: Instant) throws {
        try log(BillEventKind.policyChanged.rawValue, event: event, recorded: recorded) { $0.changed(policy, of: bill) }
    }

    func log(_ closure: BillClosure, of bill: String, event: Int64, recorded: Instant) throws {
        try log(BillEventKind.closed.rawValue, event: event, recorded: recorded) { $0.closed(bill, closure) }
    }
}

/// The salts of one leaf's commitments, in the order in which they are made: those of the event, which go with what it hides.
final class LeafSalts {
    private var rest: ArraySlice<UInt8>
    private let index: Int64
    private let box: SecretBox

    init(_ salts: Data?, ofLeaf index: Int64, _ box: SecretBox) {
        rest = salts.map { Array($0)[...] } ?? []
        (self.index, self.box) = (index, box)
    }

    func next(_ name: String) -> [UInt8] {
        guard name != "act", rest.count >= Disclosure.saltLength else { return box.actorSalt(ofLeaf: index) }
        defer { rest = rest.dropFirst(Disclosure.saltLength) }
        return Array(rest.prefix(Disclosure.saltLength))
    }

    /// How many commitments beside the actor's a leaf of this kind may have.
    static func count(_ kind: CommentEventKind) -> Int {
        switch kind {
        case .received, .outcomeRecorded: 2
        case .rejected, .unpublished, .clarificationAsked, .clarificationReceived, .appealed, .answered, .answerAmended, .redacted, .claimed,
            .released, .clarificationExpired, .published, .withdrawn, .lapsed, .flagged, .noteAdded, .notified, .erased, .targetMissed,
            .decisionUndone, .dueReckoned, .originalRead:
            1
        }
    }
}
