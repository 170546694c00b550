import HearbackAPI
import HearbackCore

/// The last row: what waits, what was done. It anchors the screen, in reverse.
struct StatusBar {
    let review: Review

    var row: ScreenRow {
        let columns = review.size.columns
        let right = " " + done + " "
        var left = " " + waiting
        left = DisplayWidth.fit(left, into: max(0, columns - DisplayWidth.of(right) - 1))
        let gap = columns - DisplayWidth.of(left) - DisplayWidth.of(right)
        let style = review.link.isUp ? Style.bar : Style([.reverse, .bold], .red)
        return ScreenRow(left + String(repeating: " ", count: max(0, gap)) + right, style)
    }

    private var waiting: String {
        if case .down(let since, _, let why) = review.link {
            let seconds = max(0, (review.now.milliseconds - since.milliseconds) / 1_000)
            let kept = review.outbox.isEmpty ? "" : ", \(Figures.count(review.outbox.count, "decision")) kept"
            return "no daemon for \(seconds) s\(kept): \(why)"
        }
        guard let stats = review.stats else { return review.filter.words }
        var words = "\(Figures.grouped(review.waiting(stats))) waiting"
        if review.size.columns >= 60, let oldest = stats.oldestAgeSeconds { words += " · oldest \(Figures.age(seconds: oldest))" }
        if stats.overdue > 0, review.size.columns >= 100 { words += " · \(Figures.grouped(stats.overdue)) overdue" }
        return review.filter.isEmpty ? words : words + " · " + review.filter.words
    }

    /// This session's decisions, and how far the day has come.
    private var done: String {
        let decided = review.tally.decided
        let seconds = max(1, (review.now.milliseconds - review.started.milliseconds) / 1_000)
        var words = "\(Figures.grouped(decided)) decided"
        guard review.link.isUp else { return words }
        if let stats = review.stats, review.size.columns >= 60 {
            let today = max(decided, stats.decidedTodayByYou + decided - review.decidedAtStats)
            words += " · \(Figures.grouped(today)) of \(Figures.grouped(today + review.waiting(stats))) today"
        }
        if decided > 0, seconds >= 60, review.size.columns >= 80 { words += " · \(seconds / Int64(decided)) s each" }
        return words
    }
}

extension Review {
    /// The daemon's figure, less what was decided here since.
    fileprivate func waiting(_ stats: QueueStats) -> Int { max(0, stats.waiting - max(0, tally.decided - decidedAtStats)) }
}
