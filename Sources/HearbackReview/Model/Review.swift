package import HearbackAPI
package import HearbackCore

/// A moderator's session: everything that the screen shows and that a key can change.
package struct Review: Sendable {
    package internal(set) var size: Size
    package internal(set) var now: Instant
    /// The account in whose name the daemon records what is done here.
    package let user: String
    package internal(set) var filter: ReviewFilter

    // The comments.
    /// On the screen, held by this session.
    package internal(set) var current: CommentResource?
    /// Held already, so that no key has to wait.
    package internal(set) var ahead: [CommentResource] = []
    /// The last comment that was claimed, behind which the next is looked for.
    var place: String?
    var isFetching = false
    /// When the queue had nothing more.
    var driedAt: Instant?
    var renewedAt: Instant
    var lastNumber = 0
    var lastKey: Key?
    var lastKeyAt: Instant?

    // What was done.
    /// Verdicts that the daemon has not confirmed.
    package internal(set) var outbox: [Outgoing] = []
    var steps: [Step] = []
    var skipped: Set<String> = []
    /// The comment that the daemon was asked to give back.
    var returning: String?
    package internal(set) var tally = Tally()
    let started: Instant

    // What is shown.
    package internal(set) var mode = Mode.reading
    var panel: Panel?
    var scroll = 0
    /// Rows of the panel above those that are shown.
    var panelScroll = 0
    /// Said once, gone with the next key.
    var notice: Notice?
    /// What went wrong with comments that are no longer on the screen; stays until it is dismissed.
    package internal(set) var troubles: [String] = []
    var drafts: [Draft: String] = [:]
    var bills: [String: BillResource] = [:]
    var askedBills: Set<String> = []
    var stats: QueueStats?
    var statsAt: Instant?
    /// How many decisions of this session the figures may know.
    var decidedAtStats = 0
    package internal(set) var link = Link.up
    package internal(set) var isLeaving = false

    package init(size: Size, now: Instant, user: String, filter: ReviewFilter) {
        (self.size, self.now, self.user, self.filter) = (size, now, user, filter)
        (started, renewedAt) = (now, now)
    }

    /// What to do at the start.
    package mutating func begin() -> [ReviewEffect] {
        isFetching = true
        return [.claimNext(filter, after: nil), .figures]
    }

    package struct Outgoing: Hashable, Sendable {
        package var ticket: Ticket
        /// Given to the daemon, no answer yet.
        package var isUnderway: Bool
    }

    /// What `u` takes back.
    enum Step: Hashable, Sendable {
        case decided(Ticket)
        case skipped(CommentResource)

        var comment: CommentResource {
            switch self {
            case .decided(let ticket): ticket.comment
            case .skipped(let comment): comment
            }
        }
    }

    /// The session in figures.
    package struct Tally: Hashable, Sendable {
        package internal(set) var published = 0
        package internal(set) var rejected = 0
        package internal(set) var asked = 0
        package internal(set) var skipped = 0

        package var decided: Int { published + rejected + asked }
    }

    package enum Mode: Hashable, Sendable {
        case reading
        case choosingReason
        case writing(Editor)
        case filtering(ReviewFilter)
        case help
        case confirming(Question)
    }

    package enum Question: Hashable, Sendable {
        /// Leave, though the daemon has not confirmed everything.
        case leave
        /// Publish, though screening found personal data.
        case exposure
        /// Cover the personal data that screening found.
        case covering
        /// Forget what was written.
        case discard(Editor)
    }

    enum Panel: Hashable, Sendable {
        case article, history
    }

    struct Notice: Hashable, Sendable {
        var text: String
        var style = Style.plain
    }

    struct Draft: Hashable, Sendable {
        var comment: String
        var purpose: Editor.Purpose
    }

    package enum Link: Hashable, Sendable {
        case up
        case down(since: Instant, next: Instant, why: String)

        package var isUp: Bool { self == .up }
    }
}
