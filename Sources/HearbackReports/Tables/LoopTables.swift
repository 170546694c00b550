import HearbackLatency

extension AuditLoop {
    /// T7.
    func table(_ voice: Voice) -> ReportTable {
        let told = (decisionNotified?.of ?? 0)
        return voice.facts(
            "T7", .tableLoop,
            [
                voice.fact("with_address", .withAddress, .count(withAddress)),
                voice.fact("receipt_delivered", .receiptDelivered, .portion(receiptDelivered)),
                voice.fact("decision_notified", .decisionNotified, .portion(decisionNotified)),
                voice.fact("notice_median", .noticeMedian, .quantile(noticeMedian, of: told)),
                voice.fact("not_told", .notTold, .count(notTold)),
                voice.fact("reminders_delivered", .remindersDelivered, .count(remindersDelivered)),
                voice.fact("heard_nothing", .heardNothing, .portion(heardNothing)),
                voice.fact("silent", .silentNow, .count(silent)),
                voice.fact("silence_median", .silenceMedian, .age(silenceMedian)),
                voice.fact("silence_90", .silenceNineTenths, .age(silence90)),
                voice.fact("silence_longest", .silenceLongest, .age(silenceLongest)),
                voice.fact("answered", .answered, .portion(answered)),
                voice.fact("outcomes_cited", .outcomesCited, .portion(outcomesCited)),
            ])
    }

    func proposalTable(_ voice: Voice) -> ReportTable {
        outcomes.table("T7", .tableProposals, .outcome, voice) { voice.label(outcome: $0) }
    }
}
