import HearbackCore

/// The reasons of the policy, each with its key.
struct ReasonView {
    let columns: Int
    let room: Int

    var rows: [ScreenRow] {
        let reasons = RejectionReason.allCases
        let inOne = room > reasons.count
        guard !inOne else { return [title] + reasons.map { entry($0) } }
        let half = (reasons.count + 1) / 2
        return [title] + (0..<half).map { index in
            var row = entry(reasons[index])
            guard reasons.indices.contains(index + half) else { return row }
            row.append(String(repeating: " ", count: max(2, columns / 2 - row.width)))
            for span in entry(reasons[index + half]).spans { row.append(span.text, span.style) }
            return row.fitted(columns)
        }
    }

    private var title: ScreenRow { ScreenRow("Reject, because it is …", .bold) }

    private func entry(_ reason: RejectionReason) -> ScreenRow {
        ScreenRow([Span("  "), Span(String(reason.key), .bold), Span("  \(reason.title)")])
    }
}
