import Foundation
import HearbackCore
package import HearbackMetrics
package import HearbackStore
package import HearbackTime

/// All that is exposed to whoever watches the service.
package struct MetricsDesk: Sendable {
    let ledger: Ledger
    let zone: Zone
    let requests: RequestMeters
    let readiness: Readiness
    /// What other parts of the program count.
    let others: @Sendable () -> [MetricFamily]
    private let process = ProcessFigures()

    package init(
        ledger: Ledger, zone: Zone, requests: RequestMeters = RequestMeters(), readiness: Readiness? = nil,
        others: @escaping @Sendable () -> [MetricFamily] = { [] }
    ) {
        (self.ledger, self.zone, self.requests, self.others) = (ledger, zone, requests, others)
        self.readiness = readiness ?? Readiness(ledger: ledger)
    }

    func text(as format: Exposition.Format) async -> String {
        Exposition.text(await families(), as: format)
    }

    /// A ledger that can't be read is told as such, and takes nothing from the rest.
    func families() async -> [MetricFamily] {
        let figures = try? await ledger.figures(today: "\(zone.civilDate(at: ledger.now))")
        return [
            .init(.info, "hearback_build", "What runs.", [.init(.whole(1), [.init("version", HearbackVersion.current)])]),
            .gauge("hearback_ledger_readable", "1 where the ledger answered this scrape.", figures == nil ? 0 : 1),
        ] + (figures.map { $0.families(at: ledger.now) } ?? []) + ledger.families + readiness.families + requests.families + others()
            + process.families
    }
}

extension LedgerFigures {
    fileprivate func families(at now: Instant) -> [MetricFamily] {
        func age(_ instant: Instant?) -> Double { instant.map { Double(max(0, now.milliseconds(since: $0))) / 1_000 } ?? 0 }
        var states = Dictionary(uniqueKeysWithValues: CommentStatus.allCases.map { ($0.rawValue, 0) })
        states.merge(comments) { $1 }
        return [
            .by("state", .gauge, "hearback_comments", "Comments by state; those that await something wait.", states),
            .gauge(
                "hearback_oldest_waiting_age_seconds", "Since the comment was received that waits longest; 0 where none waits.",
                age(oldestWaiting)),
            .gauge("hearback_overdue_comments", "Waiting comments whose promised day is over.", overdue),
            .gauge("hearback_owed_answers", "Comments that were published, or lapsed with their bill, and have no answer.", owedAnswers),
            .by("state", .gauge, "hearback_deliveries", "Messages to submitters by state.", messages),
            .gauge("hearback_log_leaves", "Entries of the transparency log.", log.leaves),
            .gauge("hearback_log_published_leaves", "Of these, covered by the last published checkpoint.", log.publishedLeaves),
            .gauge(
                "hearback_log_checkpoint_age_seconds", "Since the last checkpoint was published; 0 before the first.", age(log.published)),
        ]
    }
}

extension Ledger {
    fileprivate var families: [MetricFamily] {
        let path = options.path
        let sizes = ["database": path, "wal": path + "-wal"].compactMapValues(Self.size(of:))
        return [
            .histogram("hearback_ledger_group_writes", "Writes that shared one durable transaction.", meters.groupSize),
            .histogram("hearback_ledger_group_duration_seconds", "From the taking of a group of writes to its answers.", meters.groupTime),
            .histogram("hearback_ledger_commit_duration_seconds", "Of that, the commit, which waits for the disk.", meters.commitTime),
            .counter("hearback_ledger_failed_groups", "Groups of writes that were rolled back as a whole.", meters.failedGroups.value),
            .gauge("hearback_ledger_queue_depth", "Writes that wait for their transaction.", queueDepth),
            .gauge("hearback_ledger_queue_limit", "Writes that may wait; beyond, requests are answered 503.", options.queueLimit),
            .by("file", .gauge, "hearback_store_size_bytes", "Size of the ledger's files.", sizes),
        ]
    }

    private static func size(of path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue
    }
}
