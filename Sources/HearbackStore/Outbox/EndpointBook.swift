import HearbackCore
import Synchronization

/// Endpoints that have messages under way, as the writer left them: what would change with every message is written when
/// they come to rest, not each time.
///
/// Nothing in it is the only copy. `lease` says what is under way and `endpoint` everything else that lasts, and after a
/// transaction that failed all of it is taken from there (`LedgerTransaction.takeStock`). At most as many as messages
/// are under way.
final class EndpointBook: Sendable {
    struct Entry {
        var schedule: EndpointSchedule
        /// As the file has it.
        var saved: EndpointSchedule
        /// Nobody else finds it: the file's `wake` is NULL.
        var isParked: Bool
        /// More was due than there was room for among all endpoints.
        var hasMore = false
        /// What was due by then waits for others of its own comment.
        var after: Instant?
        /// By which those that wait are served in turn: when the oldest of its messages was due.
        var turn: Instant
        var claimant: Claimant?

        init(_ schedule: EndpointSchedule) {
            (self.schedule, saved, isParked) = (schedule, schedule, schedule.wake == nil)
            turn = schedule.wake ?? schedule.lastServed
        }
    }

    private struct State {
        var entries: [Int64: Entry] = [:]
        /// Those of the entries that `hasMore`.
        var waiting: Set<Int64> = []
        var leases: [Int64: (token: Int64, message: LeasedMessage)] = [:]
        var isTrusted = true
    }

    private let state = Mutex(State())

    subscript(_ number: Int64) -> Entry? {
        state.withLock { $0.entries[number] }
    }

    func put(_ entry: Entry) {
        let number = entry.schedule.number
        state.withLock { state in
            state.entries[number] = entry
            if entry.hasMore { state.waiting.insert(number) } else { state.waiting.remove(number) }
        }
    }

    @discardableResult
    func remove(_ number: Int64) -> Entry? {
        state.withLock { state in
            state.waiting.remove(number)
            return state.entries.removeValue(forKey: number)
        }
    }

    func forgetClaimant(_ number: Int64) {
        state.withLock { $0.entries[number]?.claimant = nil }
    }

    /// Those for which there was no room.
    var waiting: Set<Int64> { state.withLock { $0.waiting } }

    var hasMore: Bool { state.withLock { !$0.waiting.isEmpty } }

    /// Remembers what a result will ask for about the message, which stays as it is while it is leased.
    func lend(_ message: LeasedMessage, under token: Int64) {
        state.withLock { $0.leases[message.row] = (token, message) }
    }

    /// Nil when it was leased by somebody else, or before everything was forgotten.
    func endLease(of row: Int64) -> (token: Int64, message: LeasedMessage)? {
        state.withLock { $0.leases.removeValue(forKey: row) }
    }

    /// Forgets everything: the file is right and this is not, until `trust`.
    func distrust() {
        state.withLock { $0 = State(isTrusted: false) }
    }

    /// The file was told everything.
    func clear() {
        state.withLock { $0 = State() }
    }

    var isTrusted: Bool { state.withLock { $0.isTrusted } }

    func trust() {
        state.withLock { $0.isTrusted = true }
    }
}

/// What stays of a message while it is leased, for its result.
struct LeasedMessage {
    let row: Int64
    let endpoint: Int64
    /// Nil of a message about the endpoint itself.
    let comment: CommentNumber?
    let message: String
    let type: String
    /// This one among them.
    let attempt: Int
    let earlier: Int
    let queued: Instant

    /// Of `outbox`: what `init(_:)` reads, in its order.
    static let columns = "row, endpoint, comment, message, type, attempt, earlier, queued"

    init(_ columns: borrowing Columns) {
        (row, endpoint) = (columns.integer(0), columns.integer(1))
        comment = columns.optionalInteger(2).flatMap { CommentNumber($0) }
        (message, type) = (columns.text(3), columns.text(4))
        (attempt, earlier) = (Int(columns.integer(5)) + 1, Int(columns.integer(6)))
        queued = Instant(milliseconds: columns.integer(7))
    }
}

/// What all messages to one endpoint share.
struct Claimant {
    let number: Int64
    let kind: EndpointKind
    let id: String
    let address: String
    /// The newest first.
    let secrets: [String]
    /// When the first of the secrets stops to sign.
    let expires: Instant?
    /// Nil when it may be anywhere.
    let networks: Set<String>?
    let language: String?
}
