import GRDB
import HearbackCore

extension LedgerTransaction {
    /// Appends the `notified` event of a message that was delivered.
    ///
    /// What `apply` does, by the state machine and by compare-and-set, without what only other events need: this comes
    /// once for every message, and `apply` took half of the writer's time.
    func notified(_ notice: Notice, of number: CommentNumber) throws {
        guard var state = try commentState(number) else { throw Refusal.unknownComment }
        let transition: Transition
        do {
            transition = try state.apply(.notified(notice), by: .daemon, at: now)
        } catch {
            throw Refusal.illegal(error)
        }
        let recorded = now
        let sequence = try append(
            .comment(number), kind: transition.action.kind.rawValue, actor: transition.actor,
            occurred: transition.occurred, recorded: recorded, provenance: .observed,
            json: try Self.details(of: notice), content: Content())
        try log(transition, of: number, event: sequence, recorded: recorded, provenance: .observed, salt: nil)
        try countNew()
        guard try Projection.revised(number, transition, event: sequence, db) else {
            throw StoreError(.constraint, "\(number.id) moved while it was being written")
        }
    }

    private func commentState(_ number: CommentNumber) throws -> CommentState? {
        let rows = try db.rows(
            """
            SELECT status, claimed_by, claimed_until, has_appealed, last_rejecter, is_answered, outcome, is_erased, revision,
                open_targets, flags
            FROM comment WHERE number = ?
            """, number.value
        ) { columns -> CommentState in
            guard let status = CommentStatus(rawValue: columns.text(0)) else {
                throw StoreError(.corrupt, "comment \(number.value) can't be read")
            }
            var claim: CommentState.Claim?
            if let moderator = columns.optionalText(1), let until = columns.optionalInteger(2) {
                claim = .init(moderator: moderator, until: Instant(milliseconds: until))
            }
            return CommentState(
                status: status, claim: claim, hasAppealed: columns.integer(3) != 0,
                lastRejecter: columns.optionalText(4), isAnswered: columns.integer(5) != 0,
                outcome: columns.optionalText(6).flatMap(OutcomeKind.init), isErased: columns.integer(7) != 0,
                flags: FlagSet(rawValue: Int(columns.integer(10))),
                openTargets: OpenTargets(rawValue: Int(columns.integer(9))), revision: Int(columns.integer(8)))
        }
        return rows.first
    }

    /// What `StoredJSON` makes of the event's details. Our own identifiers and types hold nothing that JSON escapes.
    static func details(of notice: Notice) throws -> String {
        guard isPlain(notice.message), isPlain(notice.type) else {
            return try StoredJSON.encode(CommentAction.notified(notice).record.details)
        }
        return #"{"message":""# + notice.message + #"","message_type":""# + notice.type + #""}"#
    }

    static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }
}

extension Projection {
    /// Compare-and-set of a transition after which only the revision is another. Any other goes the general way, whose
    /// checks of the status this one spares SQLite.
    ///
    /// - Returns: false when the comment is no longer where the transition started.
    static func revised(_ number: CommentNumber, _ transition: Transition, event: Int64, _ db: Database) throws -> Bool {
        guard transition.keepsAllButRevision else { return try transitioned(number, transition, event: event, db) }
        try db.run("UPDATE comment SET revision = ? WHERE number = ? AND status = ? AND revision = ?") { binder in
            binder.bind(Int64(transition.to.revision))
            binder.bind(number.value)
            binder.bind(transition.from.status.rawValue)
            binder.bind(Int64(transition.from.revision))
        }
        return db.changesCount == 1
    }
}

extension Transition {
    fileprivate var keepsAllButRevision: Bool {
        to == CommentState(
            status: from.status, claim: from.claim, hasAppealed: from.hasAppealed, lastRejecter: from.lastRejecter,
            isAnswered: from.isAnswered, outcome: from.outcome, isErased: from.isErased, flags: from.flags,
            openTargets: from.openTargets, revision: to.revision)
    }
}
