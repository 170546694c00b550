import HearbackTime

/// Days from the first to the last, and round marks between them.
struct DateAxis: Sendable {
    let first: CivilDate
    let last: CivilDate

    /// nil without a day; one day alone gets the day after as its end.
    init?(_ days: [CivilDate]) {
        guard let first = days.min(), let last = days.max() else { return nil }
        self.first = first
        self.last = last == first ? first.adding(days: 1) : last
    }

    private var length: Int { max(1, last.days(since: first)) }

    func share(_ day: CivilDate) -> Double { Double(day.days(since: first)) / Double(length) }

    /// First days of months, at most about `most`; plain days on a short axis.
    func marks(most: Int) -> [(share: Double, text: Prose)] {
        if length < 62 {
            let step = max(1, (length + most - 1) / most)
            return stride(from: 0, through: length, by: step).map { first.adding(days: $0) }
                .map { (share($0), .figure($0.description)) }
        }
        let months = (last.year - first.year) * 12 + last.month - first.month
        let step = [1, 2, 3, 6, 12, 24, 60, 120].first { months / $0 <= most } ?? 240
        let from = first.year * 12 + first.month - 1
        return (from...from + months).filter { $0 % step == 0 }.compactMap { month in
            guard let day = CivilDate(year: month / 12, month: month % 12 + 1, day: 1), day >= first else { return nil }
            return (share(day), .figure(String(day.description.prefix(7))))
        }
    }
}
