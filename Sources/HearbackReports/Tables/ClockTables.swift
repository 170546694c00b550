import HearbackLatency

extension [AuditClock] {
    /// T3, what most readers ask for.
    func table(_ voice: Voice) -> ReportTable {
        ReportTable(
            "T3", title: voice[.tableClocks], labelTitle: voice[.waitedFor],
            columns: [
                voice.column("count", .comments), voice.column("ended", .done), voice.column("open", .open),
                voice.column("p50", .half), voice.column("p90", .nineTenths), voice.column("oldest_open", .oldest),
            ],
            rows: map { clock in
                let seen = clock.count - clock.unobserved
                return row(
                    clock, voice,
                    [
                        .count(clock.count), .count(clock.ended), .count(clock.open), .quantile(clock.p50, of: seen),
                        .quantile(clock.p90, of: seen), .age(clock.oldestOpen),
                    ])
            })
    }

    /// T3, the rest.
    func moreTable(_ voice: Voice) -> ReportTable {
        ReportTable(
            "T3", title: voice[.tableClocksMore], labelTitle: voice[.waitedFor],
            columns: [
                voice.column("competing", .endedOtherwise), voice.column("unobserved", .unobserved),
                voice.column("p25", .quarter), voice.column("p75", .threeQuarters),
                voice.column("kaplan_meier_50", .aloneHalf), voice.column("kaplan_meier_90", .aloneNineTenths),
                voice.column("mean_within_30", .meanWithin30), voice.column("mean_within_90", .meanWithin90),
            ],
            rows: map { clock in
                let seen = clock.count - clock.unobserved
                return row(
                    clock, voice,
                    [
                        .count(clock.competing), .count(clock.unobserved), .quantile(clock.p25, of: seen),
                        .quantile(clock.p75, of: seen), .quantile(clock.kaplanMeier50, of: seen),
                        .quantile(clock.kaplanMeier90, of: seen), .mean(clock.meanWithin30), .mean(clock.meanWithin90),
                    ])
            })
    }

    /// A net clock says nothing new while no question paused it.
    private func row(_ clock: AuditClock, _ voice: Voice, _ figures: [Figure]) -> ReportTable.Row {
        var gross = clock
        gross.isNet = false
        return .init(
            key: clock.clock.rawValue + (clock.isNet ? "_net" : ""), label: voice.label(clock), figures: figures,
            isRepeat: clock.isNet && contains(gross))
    }
}
