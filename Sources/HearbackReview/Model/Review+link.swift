import HearbackAPI
import HearbackCore

/// What time brings, and a daemon that can't be reached.
extension Review {
    /// A claim lasts fifteen minutes; renewed thrice in that time, it outlives a pause of the line.
    static let renewalMilliseconds: Int64 = 5 * 60_000
    private static let figuresMilliseconds: Int64 = 15_000
    /// How often an empty queue is looked at.
    private static let refreshMilliseconds: Int64 = 3_000
    private static let reconnectMilliseconds: Int64 = 2_000

    mutating func tick(_ instant: Instant) -> [ReviewEffect] {
        now = instant
        guard !isLeaving else { return [] }
        if case .down(let since, let next, let why) = link {
            guard now >= next else { return [] }
            link = .down(since: since, next: now.advanced(byMilliseconds: Self.reconnectMilliseconds), why: why)
            return [.figures]
        }
        var effects: [ReviewEffect] = []
        if isPast(renewedAt, Self.renewalMilliseconds) {
            renewedAt = now
            effects += held.map { .renew($0) }
        }
        if let statsAt, isPast(statsAt, Self.figuresMilliseconds) {
            self.statsAt = now
            effects.append(.figures)
        }
        if let dried = driedAt, isPast(dried, current == nil ? Self.refreshMilliseconds : Self.figuresMilliseconds) {
            driedAt = now
            effects += look()
        }
        return effects
    }

    private var held: [String] { ([current].compactMap { $0 } + ahead).map(\.id) }

    private func isPast(_ instant: Instant, _ milliseconds: Int64) -> Bool {
        now >= instant.advanced(byMilliseconds: milliseconds)
    }

    /// Nothing is lost: verdicts wait, what was held is asked for again when the daemon answers.
    mutating func unreachable(_ effect: ReviewEffect, _ why: String) -> [ReviewEffect] {
        if case .down = link {} else {
            link = .down(since: now, next: now.advanced(byMilliseconds: Self.reconnectMilliseconds), why: why)
        }
        switch effect {
        case .claimNext: isFetching = false
        case .send(let ticket, _):
            for index in outbox.indices where outbox[index].ticket.number == ticket.number {
                outbox[index].isUnderway = false
            }
        case .undo, .takeBack:
            returning = nil
            notice = Notice(text: "Not taken back: the daemon can’t be reached. Press u again when it answers.", style: .alert)
        case .redact:
            notice = Notice(text: "Not covered: the daemon can’t be reached. Press x again when it answers.", style: .alert)
        case .bill(let id): askedBills.remove(id)
        case .renew, .release, .figures, .edit, .suspend, .repaint, .quit: break
        }
        return []
    }

    /// The daemon answers again: first the verdicts in their order, then the comments in the hand, then new ones.
    mutating func reconnected() -> [ReviewEffect] {
        guard case .down = link else { return [] }
        link = .up
        driedAt = nil
        renewedAt = now
        notice = Notice(text: "The daemon answers again.", style: .good)
        var effects: [ReviewEffect] = []
        for index in outbox.indices where !outbox[index].isUnderway {
            outbox[index].isUnderway = true
            effects.append(.send(outbox[index].ticket, isRepeated: true))
        }
        effects += held.map { .renew($0) }
        return effects + fetch()
    }
}
