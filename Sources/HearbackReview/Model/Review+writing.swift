import HearbackAPI
import HearbackCore

/// Texts to submitters and colleagues.
extension Review {
    mutating func chooseReason(_ key: Key) -> [ReviewEffect] {
        let reasons = RejectionReason.allCases
        switch key {
        case .character(let character):
            let byNumber = character.wholeNumberValue.flatMap { reasons.indices.contains($0 - 1) ? reasons[$0 - 1] : nil }
            if let reason = byNumber ?? reasons.first(where: { $0.key == character }) {
                return startWriting(.explanation(reason))
            }
            notice = Notice(text: "No reason has that key; Esc goes back.")
        case .escape, .control("c"): mode = .reading
        default: break
        }
        return []
    }

    /// What was begun before is gone on with.
    mutating func startWriting(_ purpose: Editor.Purpose) -> [ReviewEffect] {
        guard let current else { return [] }
        let template: String
        switch purpose {
        case .explanation(let reason): template = Template.explanation(reason, current.language)
        case .question: template = Template.question(current.language)
        case .note: template = ""
        }
        var editor = Editor(purpose, text: template)
        if let draft = drafts[Draft(comment: current.id, purpose: purpose)] { editor.replace(with: draft) }
        mode = .writing(editor)
        return []
    }

    mutating func write(_ key: Key, _ editor: Editor) -> [ReviewEffect] {
        var editor = editor
        switch key {
        case .enter: return finish(editor)
        case .escape: return putAside(editor)
        case .control("c"):
            mode = editor.isChanged ? .confirming(.discard(editor)) : .reading
            return []
        case .control("o"): return [.edit(editor.text)]
        case .up: editor.moveRow(by: -1, columns: frame.measure)
        case .down: editor.moveRow(by: 1, columns: frame.measure)
        default: _ = editor.handle(key)
        }
        mode = .writing(editor)
        return []
    }

    /// Esc loses nothing: what was written waits with the comment.
    private mutating func putAside(_ editor: Editor) -> [ReviewEffect] {
        if editor.isChanged, let current {
            drafts[Draft(comment: current.id, purpose: editor.purpose)] = editor.text
            notice = Notice(text: "Kept: the same key goes on with it.")
        }
        mode = .reading
        return []
    }

    private mutating func finish(_ editor: Editor) -> [ReviewEffect] {
        guard !editor.isBlank else {
            notice = Notice(text: "Write something first; Esc goes back.")
            return []
        }
        let isRefused = editor.text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" }
        guard !isRefused else {
            notice = Notice(text: "A control character is in the text; it is shown by its code.", style: .alert)
            return []
        }
        mode = .reading
        switch editor.purpose {
        case .explanation(let reason): return decide(.reject(reason, explanation: editor.text))
        case .question: return decide(.clarify(question: editor.text))
        case .note: return decide(.note(editor.text))
        }
    }

    mutating func edited(_ text: String?, _ trouble: String?) -> [ReviewEffect] {
        if let trouble { notice = Notice(text: trouble, style: .alert) }
        guard let text, case .writing(var editor) = mode else { return [] }
        editor.replace(with: text)
        mode = .writing(editor)
        return []
    }

    /// Each key turns one condition on; Enter looks at the queue anew.
    mutating func filter(_ key: Key, _ draft: ReviewFilter) -> [ReviewEffect] {
        var draft = draft
        switch key {
        case .character("b"): draft.bill = Self.following(draft.bill, in: (stats?.byBill.map(\.key) ?? []).sorted())
        case .character("l"): draft.language = Self.following(draft.language, in: Language.allCases)
        case .character("s"): draft.kind = Self.following(draft.kind, in: SubmitterKind.allCases)
        case .character("a"): draft.olderThanDays = Self.following(draft.olderThanDays, in: ReviewFilter.ages)
        case .character("g"): draft.flags = Self.following(draft.flags, in: ReviewFilter.flagChoices)
        case .character("x"): draft = ReviewFilter()
        case .escape, .control("c"), .character("q"):
            mode = .reading
            return []
        case .enter: return apply(draft)
        default: break
        }
        mode = .filtering(draft)
        return []
    }

    /// None, the first, the second …, none again.
    static func following<Value: Equatable>(_ value: Value?, in values: [Value]) -> Value? {
        guard let value, let index = values.firstIndex(of: value) else { return values.first }
        return index + 1 < values.count ? values[index + 1] : nil
    }

    private mutating func apply(_ wanted: ReviewFilter) -> [ReviewEffect] {
        mode = .reading
        guard wanted != filter else { return [] }
        guard link.isUp else {
            notice = Notice(text: "The daemon can’t be reached: choose again when it answers.", style: .alert)
            return []
        }
        let held = ([current].compactMap { $0 } + ahead).map { ReviewEffect.release($0.id) }
        filter = wanted
        (current, ahead, place, driedAt, scroll) = (nil, [], nil, nil, 0)
        isFetching = true
        return held + [.claimNext(filter, after: nil)]
    }
}
