package import HearbackCore
package import HearbackTime

/// T6. What became of the comments by a horizon, and why they were refused.
package struct AuditOutcomes: Hashable, Codable, Sendable {
    package struct Cause: Hashable, Codable, Sendable {
        package var cause: DecisionEnd
        package var count: Int
        package var by: [AuditHorizon]
    }

    package var causes: [Cause]
    package var reasons: [AuditCount]
}

/// How waiting for a decision ends. Raw values are the causes of a `SurvivalTable`.
package enum DecisionEnd: String, CaseIterable, Codable, Sendable {
    case published, rejected, withdrawn, lapsed

    package var cause: UInt8 {
        switch self {
        case .published: 0
        case .rejected: 1
        case .withdrawn: 2
        case .lapsed: 3
        }
    }
}

package struct AuditCount: Hashable, Codable, Sendable {
    package var code: String
    package var count: Int

    package init(_ code: String, _ count: Int) { (self.code, self.count) = (code, count) }

    static func sorted(_ counts: [String: Int]) -> [AuditCount] {
        counts.map { AuditCount($0.key, $0.value) }
            .sorted { $0.count == $1.count ? $0.code < $1.code : $0.count > $1.count }
    }
}

/// T7. Whether people are told.
package struct AuditLoop: Hashable, Codable, Sendable {
    /// Have an address to which messages can go.
    package var withAddress: Int
    package var receiptDelivered: AuditShare?
    package var decisionNotified: AuditShare?
    package var noticeMedian: AuditQuantile
    /// Decided, with an address, and the decision's notice not delivered.
    package var notTold: Int
    package var remindersDelivered: Int
    package var heardNothing: AuditShare?
    /// Of those who are owed something: seconds since the last message that arrived.
    package var silent: Int
    package var silenceMedian: Int64?
    package var silence90: Int64?
    package var silenceLongest: Int64?
    package var answered: AuditShare?
    package var outcomes: [AuditCount]
    package var outcomesCited: AuditShare?
}

/// T8. The same by the values of one facet.
package struct AuditBreakdown: Hashable, Codable, Sendable {
    package struct Row: Hashable, Codable, Sendable {
        /// `-` where a comment has none.
        package var value: String
        package var received: Int
        package var decided: Int
        package var undecided: Int
        /// Missing in groups below 10.
        package var medianDecision: AuditQuantile?
        package var ninetieth: AuditQuantile?
        package var onTimeRate: AuditShare?
        package var answered: AuditShare?
        package var heardNothing: AuditShare?
        package var oldestUndecided: Int64?
        package var silentOverThirtyDays: Int?
    }

    /// Two groups of at least 20 (log-rank on the decision).
    package struct Comparison: Hashable, Codable, Sendable {
        package var first: String
        package var second: String
        package var chiSquared: Double
        package var probability: Double
    }

    package var by: AuditFacet
    package var rows: [Row]
    /// Groups of a sensitive facet that are too small to be shown, and how many comments they hold.
    package var withheldGroups: Int
    package var withheldComments: Int
    package var comparisons: [Comparison]
}

/// T9. One of those that have waited longest.
package struct AuditOldest: Hashable, Codable, Sendable {
    package enum Stage: String, Codable, Sendable {
        case nobodyLooked = "nobody_looked"
        case withModerators = "with_moderators"
        case withSubmitter = "with_submitter"
        case onAppeal = "on_appeal"
    }

    package var reference: String
    package var bill: String?
    package var received: Instant
    package var ageSeconds: Int64
    package var due: CivilDate?
    package var daysOverdue: Int?
    package var lastHeard: Instant?
    package var stage: Stage
}

/// T10. How far the figures rest on what the daemon saw itself.
package struct AuditEvidence: Hashable, Codable, Sendable {
    package var observed: Int
    package var imported: Int
    /// Events written down after they happened, and the median of the delay.
    package var recordedLater: Int
    package var lagMedian: Int64?
    package var clarifications: AuditShare?
    package var appeals: AuditShare?
    /// Events that happened before the one before them, or before the receipt.
    package var outOfOrder: Int
    /// Numbers missing between the first and the last event of the log.
    package var gaps: Int64?
    /// What was told of which kind of event; those that did not happen are left out.
    package var kinds: [Kind]

    package struct Kind: Hashable, Codable, Sendable {
        package var kind: EvidenceKind
        package var count: Int
        /// Confirmed by somebody else. The rest is the institution's own word.
        package var verified: Int
        /// Written down after it happened, or imported.
        package var later: Int
    }
}

/// Whose word stands behind what. A message is verified when the server that took it said so at once. A decision, an answer and
/// an outcome would be by a checkpoint of the log that is kept outside, and by a second person; there are none yet.
package enum EvidenceKind: String, CaseIterable, Codable, Sendable {
    case messages, decisions, answers, outcomes
}

/// T11. Decisions per hundred comment-days of waiting within the window, by whole days already waited.
package struct AuditRate: Hashable, Codable, Sendable {
    package var fromDays: Int
    package var throughDays: Int?
    package var decisions: Int
    package var commentDays: Double
    package var perHundredDays: Double?
    package var lower: Double?
    package var upper: Double?
}
