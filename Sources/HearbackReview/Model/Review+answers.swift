import HearbackAPI
import HearbackCore

/// What the daemon says.
extension Review {
    mutating func claimed(_ comment: CommentResource) -> [ReviewEffect] {
        isFetching = false
        driedAt = nil
        guard !isLeaving else { return [.release(comment.id)] }
        place = comment.id
        if current == nil {
            show(comment)
            if skipped.contains(comment.id) { notice = Notice(text: "You skipped this one before.") }
        } else {
            ahead.append(comment)
        }
        let isNews = bills[comment.bill] == nil && askedBills.insert(comment.bill).inserted
        return (isNews ? [.bill(comment.bill)] : []) + fetch()
    }

    /// Behind the last place there may be nobody, and before it those that were skipped or given back.
    mutating func nothing(behind asked: String?) -> [ReviewEffect] {
        guard asked == nil else {
            place = nil
            return [.claimNext(filter, after: nil)]
        }
        isFetching = false
        driedAt = now
        return []
    }

    /// The queue knows more of a comment than the screen does.
    mutating func renewed(_ comment: CommentResource) -> [ReviewEffect] {
        if current?.id == comment.id { current = comment }
        ahead = ahead.map { $0.id == comment.id ? comment : $0 }
        return []
    }

    mutating func redacted(_ comment: CommentResource) -> [ReviewEffect] {
        notice = Notice(text: "Covered; everybody sees a mark in its place.", style: .good)
        return renewed(comment)
    }

    mutating func returned(_ comment: CommentResource) -> [ReviewEffect] {
        if let index = steps.lastIndex(where: { $0.comment.id == comment.id }) {
            switch steps.remove(at: index) {
            case .decided(let ticket): count(ticket.verdict, by: -1)
            case .skipped:
                skipped.remove(comment.id)
                tally.skipped -= 1
            }
        }
        returning = nil
        bringBack(comment)
        notice = Notice(text: "Taken back.", style: .good)
        return []
    }

    mutating func sent(_ ticket: Ticket, _ comment: CommentResource) -> [ReviewEffect] {
        outbox.removeAll { $0.ticket.number == ticket.number }
        guard !ticket.verdict.isDecision else { return [] }
        if current?.id == comment.id { notice = Notice(text: "Noted; only colleagues see it.", style: .good) }
        return renewed(comment)
    }

    mutating func told(_ figures: QueueStats) -> [ReviewEffect] {
        (stats, statsAt) = (figures, now)
        decidedAtStats = tally.decided - outbox.count { $0.ticket.verdict.isDecision }
        return reconnected()
    }

    mutating func refused(_ effect: ReviewEffect, _ why: String, _ comment: CommentResource?) -> [ReviewEffect] {
        switch effect {
        case .claimNext, .figures, .bill:
            isFetching = false
            // Asked again later, not at once.
            driedAt = driedAt ?? now
            notice = Notice(text: why, style: .alert)
            return []
        case .renew(let id): return lost(id, why, comment)
        case .release, .edit, .suspend, .repaint, .quit: return []
        case .redact:
            notice = Notice(text: why, style: .alert)
            return comment.map { renewed($0) } ?? []
        case .takeBack, .undo:
            returning = nil
            if case .takeBack(let id) = effect { steps.removeAll { $0.comment.id == id } }
            notice = Notice(text: why, style: .alert)
            return []
        case .send(let ticket, _): return refusedVerdict(ticket, why, comment)
        }
    }

    /// A verdict that was refused is no verdict. Where the comment still waits for one, it comes back with what was written.
    private mutating func refusedVerdict(
        _ ticket: Ticket, _ why: String, _ comment: CommentResource?
    ) -> [ReviewEffect] {
        outbox.removeAll { $0.ticket.number == ticket.number }
        steps.removeAll { $0 == .decided(ticket) }
        count(ticket.verdict, by: -1)
        let name = VisibleText.inline(ticket.comment.reference)
        if let text = ticket.verdict.text {
            drafts[Draft(comment: ticket.comment.id, purpose: ticket.verdict.purpose)] = text
        }
        guard let comment, comment.state == .awaitingApproval, comment.claimedBy == nil || comment.claimedBy == user else {
            let changed = comment.map { Self.words(ticket.changes(in: $0, by: user)) } ?? ""
            troubles.append("\(name): your decision was not taken. " + (changed.isEmpty ? why : changed))
            return []
        }
        let changed = Self.words(ticket.changes(in: comment, by: user))
        troubles.append("\(name) is back: " + (changed.isEmpty ? why : "it changed meanwhile. " + changed))
        if !ticket.verdict.isDecision, current?.id == comment.id { return renewed(comment) }
        bringBack(comment)
        return [.renew(comment.id)]
    }

    /// A comment that was held is a colleague's now, or decided.
    private mutating func lost(_ id: String, _ why: String, _ comment: CommentResource?) -> [ReviewEffect] {
        let held = current?.id == id ? current : ahead.first { $0.id == id }
        guard let held else { return [] }
        let seen = Ticket(number: 0, comment: held, verdict: .publish)
        let changed = comment.map { Self.words(seen.changes(in: $0, by: user)) } ?? ""
        troubles.append("\(VisibleText.inline(held.reference)) is no longer yours. " + (changed.isEmpty ? why : changed))
        ahead.removeAll { $0.id == id }
        // Nobody is torn out of a sentence: sending it will say the same.
        if case .writing = mode { return fetch() }
        return current?.id == id ? turnPage() : fetch()
    }

    /// `published by amina at 10:02 UTC; note added by …`.
    static func words(_ entries: [TimelineEntry]) -> String {
        entries.suffix(3).map { entry in
            let who = entry.actor ?? entry.role.rawValue
            return "\(entry.event.words) by \(VisibleText.inline(who)) at \(entry.at.minuteText)"
        }.joined(separator: "; ")
    }
}

extension Verdict {
    /// Where its text was written.
    var purpose: Editor.Purpose {
        switch self {
        case .reject(let reason, _): .explanation(reason)
        case .clarify: .question
        case .publish, .note: .note
        }
    }
}
