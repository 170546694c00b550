import HearbackLatency

extension AuditHeadline {
    /// T1.
    func table(_ voice: Voice) -> ReportTable {
        voice.facts("T1", .tableHeadline, counts(voice) + waits(voice) + told(voice) + withoutSpamRows(voice) + naiveRows(voice))
    }

    private func counts(_ voice: Voice) -> [ReportTable.Row] {
        [
            voice.fact("received", .receivedRow, .count(received)), voice.fact("decided", .decided, .count(decided)),
            voice.fact("decided_share", .decidedShare, .portion(decidedShare)),
            voice.fact("published", .published, .count(published)),
            voice.fact("rejected", .rejected, .count(rejected)),
            voice.fact("withdrawn", .withdrawn, .count(withdrawn)), voice.fact("lapsed", .lapsed, .count(lapsed)),
            voice.fact("undecided", .undecided, .count(undecided)),
            voice.fact("undecided_share", .undecidedShare, .portion(undecidedShare)),
            voice.fact("oldest_undecided", .oldestUndecided, .age(oldestUndecided)),
        ]
    }

    private func waits(_ voice: Voice) -> [ReportTable.Row] {
        let median = voice.fact("median_decision", .medianDecision, .quantile(medianDecision, of: received))
        return [median] + decidedBy.map { at in
            ReportTable.Row(
                key: "decided_by_\(at.days)",
                label: .words(voice[.decided] + " ≤\u{A0}") + voice.shortSpan(Double(at.days) * 86_400),
                figures: [.incidence(at)])
        }
    }

    private func told(_ voice: Voice) -> [ReportTable.Row] {
        [
            voice.fact("answered", .answered, .portion(answered)),
            voice.fact("heard_nothing", .heardNothing, .portion(heardNothing)),
            voice.fact("silent_over_30", .silent30, .portion(silentOverThirtyDays)),
            voice.fact("in_time_to_matter", .inTime, .portion(inTimeToMatter)),
            voice.fact("still_possible", .stillPossible, .count(stillPossible)),
        ]
    }

    private func withoutSpamRows(_ voice: Voice) -> [ReportTable.Row] {
        guard let withoutSpam else { return [] }
        let rest = withoutSpam.decided
        return [
            voice.fact("without_spam_decided", .withoutSpamDecided, .portion(rest)),
            voice.fact(
                "without_spam_median", .withoutSpamMedian, .quantile(withoutSpam.medianDecision, of: rest?.of ?? 0)),
        ]
    }

    /// The mean of the decided never stands without those whom it leaves out.
    private func naiveRows(_ voice: Voice) -> [ReportTable.Row] {
        guard let naive else { return [] }
        let leavesOut = voice.say(
            .naiveLeftOutOf, ["leftOut": voice.number(naive.leftOut), "received": voice.number(received)])
        let label = { (term: Term) in Prose.words(voice[term] + " (") + leavesOut + .words(")") }
        return [
            .init(key: "naive_mean", label: label(.naiveMean), figures: [.duration(naive.meanSeconds)]),
            .init(key: "naive_median", label: label(.naiveMedian), figures: [.duration(naive.medianSeconds)]),
            voice.fact("naive_left_out", .naiveLeftOut, .count(naive.leftOut)),
        ]
    }
}
