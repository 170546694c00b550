import HearbackAPI
import HearbackCore

extension Review {
    /// Moves the session by one event.
    ///
    /// - Returns: what has to be done about it, in order.
    package mutating func update(_ event: ReviewEvent) -> [ReviewEffect] {
        switch event {
        case .key(let key, let instant): press(key, at: instant)
        case .resized(let size): resize(to: size)
        case .tick(let instant): tick(instant)
        case .claimed(let comment): claimed(comment)
        case .nothingBehind(let place): nothing(behind: place)
        case .renewed(let comment): renewed(comment)
        case .returned(let comment): returned(comment)
        case .released: []
        case .redacted(let comment): redacted(comment)
        case .sent(let ticket, let comment): sent(ticket, comment)
        case .figures(let figures): told(figures)
        case .bill(let bill): learnt(bill)
        case .edited(let text, let trouble): edited(text, trouble)
        case .refused(let effect, let why, let now): refused(effect, why, now)
        case .unreachable(let effect, let why): unreachable(effect, why)
        case .hangUp: leave()
        }
    }

    /// Keyboards repeat a key that is held down faster than this, and people press none so fast.
    private static let repeatMilliseconds: Int64 = 60
    /// What a terminal pastes as if it were typed comes faster still.
    private static let pasteMilliseconds: Int64 = 5

    /// Whether a key comes too fast to have been meant: nobody reads a comment in that time.
    private func isHurried(_ key: Key, at instant: Instant) -> Bool {
        guard let lastKeyAt else { return false }
        let limit = key == lastKey ? Self.repeatMilliseconds : Self.pasteMilliseconds
        return instant < lastKeyAt.advanced(byMilliseconds: limit)
    }

    private static let acting: Set<Character> = ["p", "r", "c", "n", "s", "u", "f", "q", "x"]

    private mutating func resize(to size: Size) -> [ReviewEffect] {
        self.size = size
        scroll = min(scroll, frame.lastScroll)
        return []
    }

    private mutating func learnt(_ bill: BillResource) -> [ReviewEffect] {
        bills[bill.bill.id] = bill
        return []
    }

    private mutating func press(_ key: Key, at instant: Instant) -> [ReviewEffect] {
        notice = nil
        let isHurried = isHurried(key, at: instant)
        (lastKey, lastKeyAt) = (key, instant)
        switch (mode, key) {
        case (_, .control("z")): return [.suspend]
        case (_, .control("l")): return [.repaint]
        case (.reading, .control("c")): return askToLeave()
        case (.reading, .character(let character)) where isHurried && Self.acting.contains(character):
            notice = Notice(text: "That key came too fast behind another, and was not taken.")
            return []
        case (.reading, _): return read(key)
        case (.choosingReason, _): return chooseReason(key)
        case (.writing(let editor), _): return write(key, editor)
        case (.filtering(let draft), _): return filter(key, draft)
        case (.help, .control("c")): return askToLeave()
        case (.help, _):
            mode = .reading
            return []
        case (.confirming(let question), _): return confirm(key, question)
        }
    }

    private mutating func confirm(_ key: Key, _ question: Question) -> [ReviewEffect] {
        let isYes = key == .character("y")
        switch question {
        case .leave:
            mode = .reading
            return isYes || key == .control("c") ? leave() : []
        case .exposure:
            mode = .reading
            return isYes ? decide(.publish) : []
        case .covering:
            mode = .reading
            return isYes ? cover() : []
        case .discard(let editor):
            if isYes, let current { drafts[Draft(comment: current.id, purpose: editor.purpose)] = nil }
            mode = isYes ? .reading : .writing(editor)
            return []
        }
    }

    /// Leaves at once, unless decisions wait for a daemon that does not answer. What is underway is waited for.
    mutating func askToLeave() -> [ReviewEffect] {
        if outbox.isEmpty || isLeaving || link.isUp { return leave() }
        mode = .confirming(.leave)
        return []
    }

    /// Gives back what is held. A daemon that does not answer lets the leases run out by itself.
    mutating func leave() -> [ReviewEffect] {
        guard !isLeaving else { return [.quit] }
        isLeaving = true
        let held = link.isUp ? ([current].compactMap { $0 } + ahead).map { ReviewEffect.release($0.id) } : []
        return held + [.quit]
    }
}
