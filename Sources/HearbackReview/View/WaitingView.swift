import HearbackAPI
import HearbackCore

/// Nothing to read.
struct WaitingView {
    let review: Review
    let measure: Int

    var rows: [ScreenRow] {
        if case .down = review.link {
            return block("The daemon can’t be reached.", "What you decided is kept and sent when it answers.")
        }
        guard review.driedAt != nil else { return block("Looking for the oldest comment …", "") }
        let title = review.filter.isEmpty ? "Nothing waits." : "Nothing waits in \(review.filter.words)."
        let held = review.stats.map { $0.claimed > 0 ? " Colleagues hold \(Figures.count($0.claimed, "comment"))." : "" } ?? ""
        return block(title, "New comments appear here by themselves.\(held)")
    }

    private func block(_ title: String, _ words: String) -> [ScreenRow] {
        [.blank, ScreenRow(title, .bold), .blank] + TextBlock.wrapped(words, measure).map { ScreenRow($0) }
    }
}
