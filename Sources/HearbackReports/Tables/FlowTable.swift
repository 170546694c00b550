import HearbackLatency

extension AuditFlow {
    /// T2.
    func table(_ voice: Voice) -> ReportTable {
        voice.facts(
            "T2", .tableFlow,
            [
                voice.fact("opening", .opening, .count(opening)), voice.fact("received", .receivedRow, .count(received)),
                voice.fact("reopened", .reopened, .count(reopened)),
                voice.fact("published", .published, .count(published)),
                voice.fact("rejected", .rejected, .count(rejected)),
                voice.fact("withdrawn", .withdrawn, .count(withdrawn)), voice.fact("lapsed", .lapsed, .count(lapsed)),
                voice.fact("closing", .closing, .count(closing)),
                voice.fact("balance", .balance, .term(isBalanced ? .balanced : .unbalanced, code: isBalanced ? "yes" : "no")),
            ])
    }
}
