import HearbackCore
import HearbackLatency

/// The audit's own codes as words.
extension Voice {
    func label(_ clock: AuditClock) -> Prose {
        let name = Prose.words(self[Self.term(clock.clock)])
        return clock.isNet ? name + .words(" (" + self[.netOfPause] + ")") : name
    }

    func label(_ clock: ResponseClock) -> Prose { .words(self[Self.term(clock)]) }

    private static func term(_ clock: ResponseClock) -> Term {
        switch clock {
        case .ack: .clockAck
        case .firstAction: .clockFirstAction
        case .decision: .clockDecision
        case .finalDecision: .clockFinalDecision
        case .publication: .clockPublication
        case .notice: .clockNotice
        case .answer: .clockAnswer
        case .outcome: .clockOutcome
        }
    }

    func label(_ end: DecisionEnd) -> Prose {
        switch end {
        case .published: .words(self[.published])
        case .rejected: .words(self[.rejected])
        case .withdrawn: .words(self[.withdrawn])
        case .lapsed: .words(self[.lapsed])
        }
    }

    func term(_ stage: AuditOldest.Stage) -> Term {
        switch stage {
        case .nobodyLooked: .stageNobodyLooked
        case .withModerators: .stageWithModerators
        case .withSubmitter: .stageWithSubmitter
        case .onAppeal: .stageOnAppeal
        }
    }

    func term(_ facet: AuditFacet) -> Term {
        switch facet {
        case .bill: .facetBill
        case .committee: .facetCommittee
        case .language: .facetLanguage
        case .submitter: .facetSubmitter
        case .channel: .facetChannel
        case .reason: .facetReason
        }
    }

    /// A reason that the policy does not know is shown as it was written.
    func label(reason code: String) -> Prose {
        guard let reason = RejectionReason(rawValue: code) else { return .outside(code) }
        let term: Term =
            switch reason {
            case .spam: .reasonSpam
            case .duplicate: .reasonDuplicate
            case .offTopic: .reasonOffTopic
            case .abusive: .reasonAbusive
            case .personalData: .reasonPersonalData
            case .unlawful: .reasonUnlawful
            case .unintelligible: .reasonUnintelligible
            case .other: .reasonOther
            }
        return .words(self[term])
    }

    func label(outcome code: String) -> Prose {
        guard let outcome = OutcomeKind(rawValue: code) else { return label(name: code) }
        let term: Term =
            switch outcome {
            case .adopted: .outcomeAdopted
            case .partlyAdopted: .outcomePartlyAdopted
            case .noted: .outcomeNoted
            case .notAdopted: .outcomeNotAdopted
            }
        return .words(self[term])
    }

    /// The audit writes `-` where a comment has no such name.
    func label(name: String) -> Prose { name == "-" ? .words(self[.unnamed]) : .outside(name) }

    func label(value: String, of facet: AuditFacet) -> Prose {
        facet == .reason ? label(reason: value) : label(name: value)
    }

    /// `8–15 d`, `over 365 d`.
    func label(band from: Int, _ through: Int?) -> Prose {
        guard let through else { return say(.lastBand, ["from": number(from - 1)]) }
        return say(.band, ["from": number(from), "through": number(through)])
    }

    func fact(_ key: String, _ label: Term, _ figure: Figure) -> ReportTable.Row {
        ReportTable.Row(key: key, label: .words(self[label]), figures: [figure])
    }

    /// A list of figures, two columns in all.
    func facts(_ id: String, _ title: Term, _ rows: [ReportTable.Row], note: Prose? = nil) -> ReportTable {
        ReportTable(id, title: self[title], labelTitle: self[.figure], valueTitle: self[.value], facts: rows, note: note)
    }

    func column(_ key: String, _ title: Term, isText: Bool = false) -> ReportTable.Column {
        ReportTable.Column(key: key, title: self[title], isText: isText)
    }
}
