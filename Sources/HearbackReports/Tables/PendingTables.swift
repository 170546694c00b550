import HearbackLatency

extension [AuditAgeBand] {
    /// T4.
    func table(_ voice: Voice) -> ReportTable {
        ReportTable(
            "T4", title: voice[.tableAgeing], labelTitle: voice[.waited],
            columns: [
                voice.column("count", .comments), voice.column("share", .share), voice.column("oldest", .oldest),
            ],
            rows: map { band in
                .init(
                    key: "from_\(band.fromDays)", label: voice.label(band: band.fromDays, band.throughDays),
                    figures: [.count(band.count), band.share.map { .part($0) } ?? .nothing, .age(band.oldest)])
            })
    }
}

extension [AuditOldest] {
    /// T9.
    func table(_ voice: Voice) -> ReportTable {
        ReportTable(
            "T9", title: voice[.tableOldest], labelTitle: voice[.comment],
            columns: [
                voice.column("age", .waited), voice.column("received", .received), voice.column("due", .due),
                voice.column("days_overdue", .overdue), voice.column("last_heard", .lastHeard),
                voice.column("stage", .stage, isText: true), voice.column("bill", .bill, isText: true),
            ],
            rows: map { comment in
                .init(
                    key: comment.reference, label: .outside(comment.reference),
                    figures: [
                        .age(comment.ageSeconds), .moment(comment.received), .day(comment.due),
                        .days(comment.daysOverdue), .moment(comment.lastHeard), .term(voice.term(comment.stage), code: comment.stage.rawValue),
                        .name(comment.bill),
                    ])
            })
    }
}
