import HearbackLatency

extension AuditBreakdown {
    /// T8.
    func table(_ voice: Voice) -> ReportTable {
        ReportTable(
            "T8", title: voice[.tableBreakdown], labelTitle: voice[voice.term(by)],
            columns: [
                voice.column("received", .comments), voice.column("decided", .decided),
                voice.column("undecided", .undecided), voice.column("median_decision", .half),
                voice.column("ninetieth", .nineTenths), voice.column("on_time_rate", .onTimeRate),
                voice.column("answered", .answered), voice.column("heard_nothing", .heardNothing),
                voice.column("oldest_undecided", .oldest), voice.column("silent_over_30", .silent30),
            ],
            rows: rows.map { row in
                .init(key: row.value, label: voice.label(value: row.value, of: by), figures: Self.figures(row))
            },
            note: hidden(voice))
    }

    /// A group without a median is one of fewer than ten: it shows counts only.
    private static func figures(_ row: Row) -> [Figure] {
        let counts: [Figure] = [.count(row.received), .count(row.decided), .count(row.undecided)]
        guard let median = row.medianDecision, let ninetieth = row.ninetieth else {
            return counts + Array(repeating: .tooFew, count: 7)
        }
        return counts + [
            .quantile(median), .quantile(ninetieth), .share(row.onTimeRate), .share(row.answered),
            .share(row.heardNothing), .age(row.oldestUndecided), .count(row.silentOverThirtyDays),
        ]
    }

    private func hidden(_ voice: Voice) -> Prose? {
        guard withheldGroups > 0 else { return nil }
        return voice.say(
            .hidden, count: withheldGroups,
            ["groups": voice.number(withheldGroups), "comments": voice.counted(withheldComments, .comment)])
    }

    func comparisonTable(_ voice: Voice) -> ReportTable {
        ReportTable(
            "T8", title: voice[.tableComparisons], labelTitle: voice[.first],
            columns: [
                voice.column("second", .second, isText: true), voice.column("chi_squared", .chiSquared),
                voice.column("p", .probability),
            ],
            rows: comparisons.map { pair in
                let second = voice.label(value: pair.second, of: by)
                return .init(
                    key: pair.first + " / " + pair.second, label: voice.label(value: pair.first, of: by),
                    figures: [
                        Self.name(second, pair.second), .number(pair.chiSquared, places: 2),
                        .number(pair.probability, places: 4),
                    ])
            },
            note: voice.say(.comparisonsMade, ["n": voice.number(comparisons.count)]))
    }

    private static func name(_ label: Prose, _ value: String) -> Figure {
        if case .words(let text)? = label.parts.first { return .name(text) }
        return .name(value)
    }
}
