import HearbackAPI
import HearbackCore

/// The keys while a comment is read.
extension Review {
    mutating func read(_ key: Key) -> [ReviewEffect] {
        switch key {
        case .character("?"): mode = .help
        case .character("q"): return askToLeave()
        case .character("f"): mode = .filtering(filter)
        case .character("u"): return undo()
        case .character("a"): toggle(.article)
        case .character("h"): toggle(.history)
        case .escape: dismiss()
        case .character("p"): return publish()
        case .character("x"): askToCover()
        case .character("r"): if current != nil { mode = .choosingReason }
        case .character("c"): return startWriting(.question)
        case .character("n"): return startWriting(.note)
        case .character("s"): return skip()
        case .character("]"): scrollPanel(1)
        case .character("["): scrollPanel(-1)
        default: scroll(key)
        }
        return []
    }

    /// What is public at once can't be called back: where somebody may be named who must not be, the key is asked for twice.
    private mutating func publish() -> [ReviewEffect] {
        guard !exposed.isEmpty else { return decide(.publish) }
        mode = .confirming(.exposure)
        return []
    }

    /// The personal data that screening found and nobody has covered.
    private var exposed: [FindingResource] {
        current?.screening?.findings.filter { $0.flag.isPersonalData && $0.span != nil } ?? []
    }

    private mutating func askToCover() {
        if exposed.isEmpty {
            notice = Notice(text: "Nothing is marked as personal data. 'hearback comment redact' covers any part.")
        } else {
            mode = .confirming(.covering)
        }
    }

    mutating func cover() -> [ReviewEffect] {
        guard let comment = current, !exposed.isEmpty else { return [] }
        guard link.isUp else {
            notice = Notice(text: "The daemon can’t be reached: cover it when it answers.", style: .alert)
            return []
        }
        let spans = exposed.compactMap(\.span).map { RedactionRequest.Span(start: $0.lowerBound, end: $0.upperBound) }
        return [.redact(comment.id, RedactionRequest(spans: spans, reason: "personal_data", textVersion: comment.textVersion))]
    }

    private mutating func dismiss() {
        if !troubles.isEmpty { troubles.removeFirst() } else { panel = nil }
    }

    private mutating func toggle(_ wanted: Panel) {
        panel = panel == wanted ? nil : wanted
        panelScroll = 0
        scroll = min(scroll, frame.lastScroll)
    }

    /// By as many rows as it shows, but one.
    private mutating func scrollPanel(_ direction: Int) {
        guard let view = panelView else { return }
        panelScroll = min(max(0, panelScroll + direction * view.step), view.lastScroll)
    }

    mutating func scroll(_ key: Key) {
        let frame = self.frame
        let page = max(1, frame.textHeight - 1)
        let wanted: Int
        switch key {
        case .down, .character("j"), .enter, .lineEnd: wanted = scroll + 1
        case .up, .character("k"): wanted = scroll - 1
        case .character(" "), .pageDown: wanted = scroll + page
        case .character("b"), .pageUp: wanted = scroll - page
        case .home, .character("g"): wanted = 0
        case .end, .character("G"): wanted = frame.lastScroll
        default: return
        }
        scroll = min(max(0, wanted), frame.lastScroll)
    }

    /// The verdict goes its way, and the next comment is there at once.
    mutating func decide(_ verdict: Verdict) -> [ReviewEffect] {
        guard let comment = current else { return [] }
        lastNumber += 1
        let ticket = Ticket(number: lastNumber, comment: comment, verdict: verdict)
        for purpose in [Editor.Purpose.question, .note] + RejectionReason.allCases.map(Editor.Purpose.explanation)
        where verdict.isDecision || purpose == .note {
            drafts[Draft(comment: comment.id, purpose: purpose)] = nil
        }
        outbox.append(Outgoing(ticket: ticket, isUnderway: link.isUp))
        count(verdict, by: 1)
        let send: [ReviewEffect] = link.isUp ? [.send(ticket, isRepeated: false)] : []
        guard verdict.isDecision else { return send }
        steps.append(.decided(ticket))
        return send + turnPage()
    }

    mutating func count(_ verdict: Verdict, by step: Int) {
        switch verdict {
        case .publish: tally.published += step
        case .reject: tally.rejected += step
        case .clarify: tally.asked += step
        case .note: break
        }
    }

    private mutating func skip() -> [ReviewEffect] {
        guard let comment = current else { return [] }
        guard link.isUp else {
            notice = Notice(text: "The daemon can’t be reached: this comment stays yours for now.", style: .alert)
            return []
        }
        steps.append(.skipped(comment))
        skipped.insert(comment.id)
        tally.skipped += 1
        return [.release(comment.id)] + turnPage()
    }

    /// Shows the next comment, and has another one fetched.
    mutating func turnPage() -> [ReviewEffect] {
        current = ahead.isEmpty ? nil : ahead.removeFirst()
        (scroll, panelScroll) = (0, 0)
        mode = .reading
        return fetch()
    }

    /// One comment on the screen, one in the hand: the more are held, the more colleagues have to wait.
    mutating func fetch() -> [ReviewEffect] {
        driedAt == nil ? look() : []
    }

    /// The same, where there was nothing a while ago.
    mutating func look() -> [ReviewEffect] {
        guard ahead.isEmpty, !isFetching, !isLeaving, link.isUp else { return [] }
        isFetching = true
        return [.claimNext(filter, after: place)]
    }

    /// Takes the last step back: what was not sent yet, without a word to anybody.
    private mutating func undo() -> [ReviewEffect] {
        guard returning == nil else { return [] }
        guard let step = steps.last else {
            notice = Notice(text: "Nothing to take back in this session.")
            return []
        }
        if case .decided(let ticket) = step, let index = unsent(ticket) {
            outbox.remove(at: index)
            steps.removeLast()
            count(ticket.verdict, by: -1)
            show(ticket.comment)
            return []
        }
        guard link.isUp else {
            notice = Notice(text: "The daemon can’t be reached: take it back when it answers.", style: .alert)
            return []
        }
        notice = Notice(text: "Taking \(VisibleText.inline(step.comment.reference)) back…")
        returning = step.comment.id
        switch step {
        case .decided(let ticket): return [.undo(ticket.comment.id)]
        case .skipped(let comment): return [.takeBack(comment.id)]
        }
    }

    private func unsent(_ ticket: Ticket) -> Int? {
        outbox.firstIndex { $0.ticket.number == ticket.number && !$0.isUnderway }
    }

    /// Puts a comment on the screen, before the one that is there.
    mutating func show(_ comment: CommentResource) {
        if let current, current.id != comment.id { ahead.insert(current, at: 0) }
        current = comment
        (scroll, panelScroll) = (0, 0)
    }

    /// Shows it now, or next when the moderator is in the middle of something.
    mutating func bringBack(_ comment: CommentResource) {
        ahead.removeAll { $0.id == comment.id }
        switch mode {
        case .reading, .help: show(comment)
        case .choosingReason, .writing, .filtering, .confirming: ahead.insert(comment, at: 0)
        }
    }
}
