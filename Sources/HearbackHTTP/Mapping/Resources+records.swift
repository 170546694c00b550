import HearbackAPI
import HearbackCore
import HearbackStore
import HearbackTime

extension BillResource {
    init(_ record: BillRecord, now: Instant) {
        func count(_ status: CommentStatus) -> Int { record.counts[status] ?? 0 }
        self.init(
            bill: record.bill, isOpen: record.isOpen(at: now), isPastVote: record.isPastVote(at: now), closedAt: record.closed, closure: record.closure,
            counts: BillCounts(
                received: record.counts.values.reduce(0, +),
                waiting: count(.awaitingApproval) + count(.awaitingClarification), published: count(.published),
                rejected: count(.rejected), withdrawn: count(.withdrawn), lapsed: count(.lapsed)))
    }
}

extension DeliveryResource {
    init(_ record: DeliveryRecord) {
        self.init(
            message: record.message, type: record.type, comment: record.comment?.id, endpoint: record.endpoint,
            state: record.state, attempts: record.attempts, createdAt: record.created, nextAt: record.next,
            finishedAt: record.finished, lastStatus: record.lastStatus, lastError: record.lastError)
    }
}

extension AttemptResource {
    init(_ view: AttemptView) {
        self.init(
            attempt: view.attempt, startedAt: view.started, milliseconds: view.milliseconds, status: view.status,
            error: view.error, peer: view.peer, detail: view.detail,
            body: view.body.isEmpty ? nil : String(decoding: view.body, as: UTF8.self))
    }
}

extension EndpointResource {
    /// - Parameter secret: only where it is shown once.
    init(_ record: EndpointRecord, now: Instant, secret: String? = nil, ownerToken: String? = nil) {
        self.init(
            id: record.id, kind: record.kind.rawValue, url: record.shownAddress, state: record.state.rawValue,
            createdAt: record.created, verifiedAt: record.verified, secret: secret, ownerToken: ownerToken,
            disabledReason: record.disabledReason, failures: record.failures > 0 ? record.failures : nil,
            failingSince: record.failingSince, notBefore: record.notBefore.flatMap { $0 > now ? $0 : nil },
            pausedAt: record.paused, pausedReason: record.pausedReason)
    }
}

extension QueueItem {
    init(_ queued: QueuedComment, now: Instant, today: CivilDate) {
        let comment = queued.comment
        let claim = comment.state.claim(at: now)
        let daysToDue = CivilDate(comment.decisionDue)?.days(since: today) ?? 0
        self.init(
            id: comment.number.id, reference: CommentReference.text(of: comment.number), bill: comment.bill,
            article: comment.article, language: comment.language, submitterKind: comment.submitterKind,
            state: comment.state.status, receivedAt: comment.received,
            ageSeconds: max(0, now.milliseconds(since: comment.received)) / 1_000, decisionDue: comment.decisionDue,
            daysToDue: daysToDue, overdue: daysToDue < 0, claimedBy: claim?.moderator, claimedUntil: claim?.until,
            excerpt: queued.excerpt, flags: comment.state.flags.flags, campaign: queued.campaign?.number.id,
            campaignState: queued.campaign?.state, campaignWaiting: queued.campaign?.waiting)
    }
}

extension QueueStats {
    init(_ figures: QueueFigures, decided: [String: Int], caller: String, now: Instant, today: CivilDate) {
        func age(_ instant: Instant) -> Int64 { max(0, now.milliseconds(since: instant)) / 1_000 }
        func counts(_ groups: [WaitingGroup]) -> [QueueCount] {
            groups.map { QueueCount(key: $0.key, waiting: $0.waiting, oldestAgeSeconds: age($0.oldest)) }
        }
        // Days in this form compare as they follow each other.
        let today = today.description
        self.init(
            waiting: figures.waiting, awaitingApproval: figures.awaitingApproval,
            awaitingClarification: figures.awaitingClarification, claimed: figures.claimed,
            overdue: figures.byDueDay.filter { $0.key < today }.values.reduce(0, +),
            dueToday: figures.byDueDay[today] ?? 0, oldestReceivedAt: figures.oldest,
            oldestAgeSeconds: figures.oldest.map(age),
            decidedToday: decided.values.reduce(0, +), decidedTodayByYou: decided[caller] ?? 0, byBill: counts(figures.byBill),
            byLanguage: counts(figures.byLanguage))
    }
}

extension EndpointRecord {
    /// Who is behind an e-mail address is nobody's to read in a list; its domain tells which mail system is in trouble.
    var shownAddress: String? {
        guard kind == .email, let at = address?.firstIndex(of: "@") else { return address }
        return address.map { "…" + $0[at...] }
    }
}
