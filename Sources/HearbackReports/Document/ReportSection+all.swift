import HearbackLatency

extension ReportSection {
    /// In the order in which a newcomer asks; sections about nothing are left out.
    static func all(of audit: LatencyAudit, _ voice: Voice) -> [ReportSection] {
        let isEmpty = audit.headline.received == 0
        let figures =
            isEmpty
            ? []
            : [
                waits(audit, voice), outcomes(audit, voice), pending(audit, voice), flow(audit, voice),
                targets(audit, voice), loop(audit, voice), breakdown(audit, voice),
            ].compactMap { $0 }
        return figures + [rates(audit, voice)].compactMap { isEmpty ? nil : $0 }
            + [isEmpty ? nil : evidence(audit, voice), source(audit, voice)].compactMap { $0 }
    }

    private init(_ anchor: String, _ title: Term, _ lead: Term, _ voice: Voice, _ blocks: [ReportBlock]) {
        self.init(anchor: anchor, title: voice[title], lead: voice[lead], blocks: blocks)
    }

    private static func waits(_ audit: LatencyAudit, _ voice: Voice) -> ReportSection {
        .init(
            "waits", .sectionWaits, .leadWaits, voice,
            [
                .plot(.waiting, audit.plots.waitingTable(voice)), .table(audit.clocks.table(voice)),
                .more(audit.clocks.moreTable(voice)), .remark(confidence(audit, voice)),
            ])
    }

    private static func confidence(_ audit: LatencyAudit, _ voice: Voice) -> Prose {
        guard let submitters = audit.header.submitters else { return voice.say(.confidence) }
        return voice.say(.confidenceOf, count: submitters, ["n": voice.number(submitters)])
    }

    private static func outcomes(_ audit: LatencyAudit, _ voice: Voice) -> ReportSection {
        let reasons: [ReportBlock] = audit.outcomes.reasons.isEmpty ? [] : [.table(audit.outcomes.reasonTable(voice))]
        return .init(
            "outcomes", .sectionOutcomes, .leadOutcomes, voice,
            [
                .plot(.incidence, audit.plots.incidenceTable(voice)), .table(audit.outcomes.table(voice)),
            ] + reasons)
    }

    private static func pending(_ audit: LatencyAudit, _ voice: Voice) -> ReportSection? {
        guard audit.headline.undecided > 0 else { return nil }
        return .init(
            "pending", .sectionPending, .leadPending, voice,
            [.plot(.ageing, audit.ageing.table(voice)), .table(audit.oldest.table(voice))])
    }

    private static func flow(_ audit: LatencyAudit, _ voice: Voice) -> ReportSection {
        var blocks: [ReportBlock] = [
            .plot(.backlog, audit.plots.backlogTable(voice)), .table(audit.flow.table(voice)),
            .plot(.months, audit.plots.monthsTable(voice)),
        ]
        if !audit.plots.bills.isEmpty { blocks.append(.plot(.bills, audit.plots.billsTable(voice))) }
        return .init("flow", .sectionFlow, .leadFlow, voice, blocks)
    }

    private static func targets(_ audit: LatencyAudit, _ voice: Voice) -> ReportSection? {
        guard !audit.deadlines.isEmpty else { return nil }
        return .init("targets", .sectionTargets, .leadTargets, voice, [.table(audit.deadlines.table(voice))])
    }

    /// Nothing where the records tell of no messages, answers or outcomes.
    private static func loop(_ audit: LatencyAudit, _ voice: Voice) -> ReportSection? {
        guard audit.loop.heardNothing != nil || audit.loop.answered != nil || !audit.loop.outcomes.isEmpty else {
            return nil
        }
        let proposals: [ReportBlock] = audit.loop.outcomes.isEmpty ? [] : [.table(audit.loop.proposalTable(voice))]
        return .init("loop", .sectionLoop, .leadLoop, voice, [.table(audit.loop.table(voice))] + proposals)
    }

    private static func breakdown(_ audit: LatencyAudit, _ voice: Voice) -> ReportSection? {
        guard let breakdown = audit.breakdown else { return nil }
        let comparisons: [ReportBlock] =
            breakdown.comparisons.isEmpty ? [] : [.more(breakdown.comparisonTable(voice))]
        return .init(
            "groups", .sectionBreakdown, .leadBreakdown, voice, [.table(breakdown.table(voice))] + comparisons)
    }

    private static func rates(_ audit: LatencyAudit, _ voice: Voice) -> ReportSection {
        .init("rates", .sectionRates, .leadRates, voice, [.table(audit.rates.table(voice))])
    }

    private static func evidence(_ audit: LatencyAudit, _ voice: Voice) -> ReportSection {
        let corrections = audit.restatements.map { ReportBlock.table($0.table(voice)) }
        let blocks: [ReportBlock?] = [
            .table(audit.evidence.table(voice)),
            audit.evidence.kinds.isEmpty ? nil : .table(audit.evidence.kindTable(voice)), corrections,
        ]
        return .init("evidence", .sectionEvidence, .leadEvidence, voice, blocks.compactMap { $0 })
    }

    private static func source(_ audit: LatencyAudit, _ voice: Voice) -> ReportSection {
        let problems: [ReportBlock] =
            audit.header.rows?.problems.isEmpty == false ? [.more(audit.header.problemTable(voice))] : []
        return .init("source", .sectionSource, .leadSource, voice, [.table(audit.header.table(voice))] + problems)
    }
}
