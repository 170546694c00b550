import HearbackAPI
package import HearbackCore
package import HearbackLatency
package import HearbackStore
package import HearbackTime
import Synchronization

/// Latency audits of the ledger: one for the desk, the public figures and the reports on a schedule.
package struct AuditDesk: Sendable {
    let ledger: Ledger
    package let zone: Zone
    package let calendar: WorkingCalendar
    let institution: String

    package init(ledger: Ledger, zone: Zone, calendar: WorkingCalendar, institution: String) {
        (self.ledger, self.zone, self.calendar, self.institution) = (ledger, zone, calendar, institution)
    }

    /// What is asked for; the zone and the calendar are the institution's.
    package struct Query: Hashable, Sendable {
        package var from: Instant?
        package var to: Instant?
        package var asOf: Instant
        package var population = AuditPopulation.cohort
        package var by: AuditFacet?
        package var bill: String?
        /// What may be counted for whoever asks.
        package var within = BillScope.all
        package var imports = ImportTreatment.delayed
        /// The report whose figures are compared with what is known now.
        package var earlier: EarlierReport?

        package init(asOf: Instant) { self.asOf = asOf }
    }

    /// The same query over the same prefix of the ledger gives the same report.
    package func audit(_ query: Query) async throws -> LatencyAudit {
        let scope = AuditScope(
            from: query.from, to: query.to, asOf: query.asOf, population: query.population, by: query.by, zone: zone,
            calendar: calendar, earlier: query.earlier)
        let bills = Dictionary(uniqueKeysWithValues: try await ledger.bills().map { ($0.bill.id, $0.bill) })
        let policies = try await ledger.policies()
        let counted = Mutex((auditor: LatencyAuditor(scope), versions: Set<Int>()))
        try await ledger.forEachTimeline(bill: query.bill, within: query.within) { recorded in
            let policy = policies[PolicyKey(bill: recorded.bill, version: recorded.policyVersion)]
            let record = AuditCase(recorded, bills[recorded.bill], policy, query.imports)
            counted.withLock { counted in
                counted.auditor.add(record)
                if record.timeline.entered <= query.asOf { counted.versions.insert(recorded.policyVersion) }
            }
        }
        let (auditor, versions) = counted.withLock { $0 }
        return auditor.report(try await provenance(query, versions))
    }

    private func provenance(_ query: Query, _ versions: Set<Int>) async throws -> AuditProvenance {
        let prefix = try await ledger.prefix(asOf: query.asOf)
        return AuditProvenance(
            institution: institution, source: "ledger", generator: "hearback \(HearbackVersion.current)",
            policyVersions: versions.sorted(), logLength: prefix.length, gaps: prefix.gaps,
            imports: query.imports.rawValue, simulatedClock: ledger.options.clockKind == .simulated)
    }
}

extension AuditCase {
    init(_ recorded: RecordedTimeline, _ bill: Bill?, _ policy: ResponsePolicy?, _ imports: ImportTreatment) {
        var facets: [AuditFacet: String] = [
            .bill: recorded.bill, .language: recorded.language.rawValue, .submitter: recorded.submitterKind.rawValue,
            .channel: recorded.provenance == .imported ? "import" : "http",
        ]
        facets[.committee] = bill?.committee
        self.init(
            reference: recorded.comment.id, timeline: CommentTimeline(recorded, imports), facets: facets,
            targets: AuditTargets(
                firstAction: policy?.firstActionDays, decision: policy?.decisionDays, answer: policy?.answerDays),
            promised: CivilDate(recorded.decisionDue), closing: bill?.vote)
    }
}
