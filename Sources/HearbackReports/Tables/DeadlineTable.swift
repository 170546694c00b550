import HearbackLatency

extension [AuditDeadline] {
    /// T5.
    func table(_ voice: Voice) -> ReportTable {
        let isProvisional = contains { $0.provisional > 0 }
        let note = voice.say(.targetsOwn).joined(to: isProvisional ? voice.say(.provisionalDue) : nil, by: " ")
        return ReportTable(
            "T5", title: voice[.tableTargets], labelTitle: voice[.waitedFor],
            columns: [
                voice.column("on_time_rate", .onTimeRate), voice.column("on_time", .onTime), voice.column("late", .late),
                voice.column("open_overdue", .openOverdue), voice.column("open_not_due", .openNotDue),
                voice.column("ended_before_due", .endedBeforeDue), voice.column("ended_after_due", .endedAfterDue),
                voice.column("days_late", .daysLate), voice.column("days_late_with_open", .daysLateWithOpen),
                voice.column("provisional", .provisional),
            ],
            rows: map { deadline in
                let missed = deadline.late + deadline.openOverdue + deadline.endedAfterDue
                return .init(
                    key: deadline.clock.rawValue, label: voice.label(deadline.clock),
                    figures: [
                        .share(deadline.onTimeRate), .count(deadline.onTime), .count(deadline.late),
                        .count(deadline.openOverdue), .count(deadline.openNotDue), .count(deadline.endedBeforeDue),
                        .count(deadline.endedAfterDue), .days(deadline.medianDaysLate),
                        .quantile(deadline.medianDaysLateWithOpen, of: missed), .count(deadline.provisional),
                    ])
            }, note: note)
    }
}
