import Foundation
import HearbackCore
import HearbackLatency
import HearbackStore

/// The public figures, made anew at most once a minute and never twice at the same time.
actor StatisticsBoard {
    /// One version of the figures.
    struct Page: Sendable {
        let body: Data
        let audit: LatencyAudit
        /// Strong: the same tag means the same bytes.
        let tag: String
        let asOf: Instant
        /// Milliseconds from `asOf` for which it is served.
        let life: Int64
    }

    private static let minute: Int64 = 60_000
    /// A reckoning may take this share of the time at most, however large the ledger.
    private static let rest: Int64 = 10
    private static let mostPages = 1_000

    private let audits: AuditDesk
    private var pages: [String?: Page] = [:]
    private var making: [String?: Task<Page, any Error>] = [:]

    init(_ audits: AuditDesk) { self.audits = audits }

    /// - Parameter bill: one that exists; nil for all.
    func page(bill: String?) async throws -> Page {
        let age = pages[bill].map { audits.ledger.now.milliseconds(since: $0.asOf) }
        if let page = pages[bill], let age, age >= 0, age < page.life { return page }
        if let task = making[bill] { return try await task.value }
        let task = Task { [audits] in try await Self.make(audits, bill) }
        making[bill] = task
        defer { making[bill] = nil }
        let page = try await task.value
        if pages.count >= Self.mostPages { pages.removeAll() }
        pages[bill] = page
        return page
    }

    private static func make(_ audits: AuditDesk, _ bill: String?) async throws -> Page {
        let started = ContinuousClock.now
        // Whole minutes, so that everyone who asks within one gets the same figures.
        let asOf = Instant(milliseconds: audits.ledger.now.milliseconds / minute * minute)
        var query = AuditDesk.Query(asOf: asOf)
        query.bill = bill
        let audit = try await audits.audit(query)
        let body = try PublicStatistics(audit, bill: bill).json()
        let taken = Int64((ContinuousClock.now - started) / .milliseconds(1))
        return Page(
            body: body, audit: audit, tag: "\"\(HearbackVersion.current)-\(asOf.milliseconds)\"", asOf: asOf,
            life: max(minute, rest * taken))
    }
}

/// What everyone may know of how long people wait.
struct PublicStatistics: Encodable {
    let asOf: Instant
    let institution: String?
    let bill: String?
    let zone: String
    let logLength: Int64?
    let simulatedClock: Bool
    let headline: AuditHeadline
    let deadlines: [AuditDeadline]
    let ageing: [AuditAgeBand]
    let loop: AuditLoop

    init(_ audit: LatencyAudit, bill: String?) {
        (asOf, institution, self.bill) = (audit.header.asOf, audit.header.institution, bill)
        (zone, logLength, simulatedClock) = (audit.header.zone, audit.header.logLength, audit.header.simulatedClock)
        (headline, deadlines, ageing, loop) = (audit.headline, audit.deadlines, audit.ageing, audit.loop)
    }

    func json() throws -> Data { try AuditJSON.encode(self) }
}
