import HearbackLatency

extension AuditOutcomes {
    /// T6. A column for each horizon that some wait reached.
    func table(_ voice: Voice) -> ReportTable {
        let horizons = Set(causes.flatMap { $0.by.map(\.days) }).sorted()
        return ReportTable(
            "T6", title: voice[.tableOutcomes], labelTitle: voice[.outcome],
            columns: [voice.column("count", .count)]
                + horizons.map { days in
                    let title = voice.shortSpan(Double(days) * 86_400).line(rightToLeft: false)
                    return .init(key: "by_\(days)", title: "≤\u{A0}" + title)
                },
            rows: causes.map { cause in
                let by = horizons.map { days in
                    cause.by.first { $0.days == days }.map { Figure.incidence($0) } ?? .nothing
                }
                return .init(
                    key: cause.cause.rawValue, label: voice.label(cause.cause), figures: [.count(cause.count)] + by)
            })
    }

    func reasonTable(_ voice: Voice) -> ReportTable {
        reasons.table("T6", .tableReasons, .reason, voice) { voice.label(reason: $0) }
    }
}

extension [AuditCount] {
    func table(
        _ id: String, _ title: Term, _ labelTitle: Term, _ voice: Voice, label: (String) -> Prose
    ) -> ReportTable {
        let total = reduce(0) { $0 + $1.count }
        return ReportTable(
            id, title: voice[title], labelTitle: voice[labelTitle],
            columns: [voice.column("count", .count), voice.column("share", .share)],
            rows: map { count in
                .init(
                    key: count.code, label: label(count.code),
                    figures: [.count(count.count), total > 0 ? .part(Double(count.count) / Double(total)) : .nothing])
            })
    }
}
