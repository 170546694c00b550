import HearbackCore
import HearbackLatency
import HearbackTime

extension AuditEvidence {
    /// T10.
    func table(_ voice: Voice) -> ReportTable {
        voice.facts(
            "T10", .tableEvidence,
            [
                voice.fact("observed", .seenHere, .count(observed)), voice.fact("imported", .imported, .count(imported)),
                voice.fact("recorded_later", .recordedLater, .count(recordedLater)),
                voice.fact("lag_median", .lagMedian, lagMedian.map { .duration(Double($0)) } ?? .nothing),
                voice.fact("clarifications", .clarifications, .portion(clarifications)),
                voice.fact("appeals", .appeals, .portion(appeals)),
                voice.fact("out_of_order", .outOfOrder, .count(outOfOrder)),
                voice.fact("gaps", .gaps, .count(gaps.map { Int($0) })),
            ])
    }
}

extension AuditEvidence {
    /// T10, by kind of event.
    func kindTable(_ voice: Voice) -> ReportTable {
        ReportTable(
            "T10", title: voice[.tableKinds], labelTitle: voice[.event],
            columns: [
                voice.column("count", .count), voice.column("verified", .verified),
                voice.column("self_reported", .selfReported), voice.column("recorded_later", .recordedLater),
            ],
            rows: kinds.map { row in
                .init(
                    key: "kind_" + row.kind.rawValue, label: .words(voice[Self.term(row.kind)]),
                    figures: [
                        .count(row.count), .portion(AuditShare(row.verified, of: row.count)),
                        .count(row.count - row.verified), .count(row.later),
                    ])
            }, note: voice.say(.verifiedBy))
    }

    private static func term(_ kind: EvidenceKind) -> Term {
        switch kind {
        case .messages: .kindMessages
        case .decisions: .kindDecisions
        case .answers: .kindAnswers
        case .outcomes: .kindOutcomes
        }
    }
}

extension AuditHeader {
    /// T0.
    func table(_ voice: Voice) -> ReportTable {
        voice.facts("T0", .tableSource, identity(voice) + choices(voice) + log(voice))
    }

    private func identity(_ voice: Voice) -> [ReportTable.Row] {
        [
            voice.fact("institution", .institution, .name(institution)), voice.fact("source", .source, .name(source)),
            voice.fact("as_of", .asOf, .code(asOf.rfc3339)), voice.fact("as_of_local", .asOfLocal, .code(asOfLocal)),
        ]
    }

    private func choices(_ voice: Voice) -> [ReportTable.Row] {
        let window = (firstDay?.description ?? "…") + " – " + lastDay.description
        return [
            voice.fact("window", .window, .code(window)),
            voice.fact("population", .population, .term(population == .cohort ? .cohort : .period, code: population.rawValue)),
            voice.fact("zone", .zone, .name(zone + ", " + zoneVersion)),
            voice.fact("calendar", .calendar, .name(calendar + ", " + calendarVersion)),
            voice.fact("tentative_days", .tentativeDays, .count(tentativeDays)),
            voice.fact("imports", .imports, .name(imports)),
            voice.fact(
                "policy_versions", .policyVersions,
                policyVersions.isEmpty ? .nothing : .code(policyVersions.map { String($0) }.joined(separator: ", "))),
        ]
    }

    private func log(_ voice: Voice) -> [ReportTable.Row] {
        [
            voice.fact("log_length", .logLength, .count(logLength.map { Int($0) })),
            voice.fact("log_head", .logHead, .name(logHead)), voice.fact("generator", .generator, .name(generator)),
            voice.fact("submitters", .submitters, .count(submitters)),
            voice.fact("rows_read", .rowsRead, .count(rows?.read)),
            voice.fact("rows_used", .rowsUsed, .count(rows?.used)),
            voice.fact("rows_refused", .rowsRefused, .count(rows?.refused)),
            voice.fact("rows_later", .rowsLater, .count(rows?.later)),
        ].filter { $0.figures != [.nothing] }
    }

    func problemTable(_ voice: Voice) -> ReportTable {
        ReportTable(
            "T0", title: voice[.tableProblems], labelTitle: voice[.line],
            columns: [voice.column("cause", .cause, isText: true)],
            rows: (rows?.problems ?? []).map { problem in
                .init(key: String(problem.line), label: voice.number(problem.line), figures: [.name(problem.cause)])
            })
    }
}
