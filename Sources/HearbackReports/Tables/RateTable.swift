import HearbackLatency

extension [AuditRate] {
    /// T11.
    func table(_ voice: Voice) -> ReportTable {
        ReportTable(
            "T11", title: voice[.tableRates], labelTitle: voice[.waited],
            columns: [
                voice.column("decisions", .decisions), voice.column("comment_days", .commentDays),
                voice.column("per_hundred_days", .rate),
            ],
            rows: map { band in
                .init(
                    key: "from_\(band.fromDays)", label: voice.label(band: band.fromDays, band.throughDays),
                    figures: [
                        .count(band.decisions), .number(band.commentDays, places: 1),
                        band.perHundredDays.map { .rate($0, lower: band.lower, upper: band.upper) } ?? .nothing,
                    ])
            })
    }
}
