import HearbackCore

/// What the next comments must be like.
struct FilterView {
    let draft: ReviewFilter
    let columns: Int
    let isShort: Bool

    var rows: [ScreenRow] {
        let choices = [
            row("b", "bill", draft.bill.map(VisibleText.inline)),
            row("l", "language", draft.language?.name),
            row("s", "submitter", draft.kind?.rawValue),
            row("a", "age", draft.ageWords),
            row("g", "flag", draft.flagTitle),
            ScreenRow([Span("  "), Span("x", .bold), Span("  everything again")]),
        ].map { $0.fitted(columns) }
        return isShort ? choices.dropLast() : [ScreenRow("Show only", .bold)] + choices
    }

    private func row(_ key: String, _ name: String, _ value: String?) -> ScreenRow {
        let gap = String(repeating: " ", count: max(1, 12 - name.count))
        return ScreenRow([Span("  "), Span(key, .bold), Span("  \(name)\(gap)"), Span(value ?? "any", value == nil ? .dim : .bold)])
    }
}
