import HearbackAPI
import HearbackCore
import HearbackReports

/// A bill as the list and its own page show it.
struct BillView {
    let resource: BillResource
    let waiting: WaitingSummary
    let scene: PageScene

    init(_ resource: BillResource, _ waiting: WaitingSummary, _ scene: PageScene) {
        (self.resource, self.waiting, self.scene) = (resource, waiting, scene)
    }

    private var bill: Bill { resource.bill }
    private var wording: Wording { scene.wording }

    var members: [String: PageValue] {
        [
            "name": scene.titled(bill.titles), "href": .markup(scene.path("bills", bill.id)),
            "kind": .markup(wording.html(Phrase(bill.kind))), "number": .outside(bill.reference),
            "window": .markup(SafeHTML(window)), "standing": .optional(standing.map { SafeHTML($0) }),
            "pastVote": .flag(resource.isPastVote), "open": .flag(resource.isOpen),
            "comment": .markup(scene.path("bills", bill.id, "comment")), "counts": .list(counts),
            "oldest": .optional(oldest),
        ]
    }

    private var window: Prose {
        let from = scene.date(bill.window.opens)
        guard let closes = bill.window.closes else { return wording.say(.windowFrom, ["from": from]) }
        // The end is not included: its last moment is what people count as the last day.
        return wording.say(.windowBetween, ["from": from, "to": scene.date(closes.advanced(byMilliseconds: -1))])
    }

    private var standing: Prose? {
        if resource.isOpen {
            return bill.window.closes.map { closes in
                wording.say(.closesIn, ["time": wording.grammar.age(closes.milliseconds(since: scene.now) / 1_000)])
            }
        }
        if resource.isComing(at: scene.now) { return wording.say(.opensOn, ["date": scene.date(bill.window.opens)]) }
        return (resource.closedAt ?? bill.window.closes).map { wording.say(.closedOn, ["date": scene.date($0)]) }
    }

    private var oldest: SafeHTML? {
        waiting.oldestByBill[bill.id].map { SafeHTML(scene.age(since: $0)) }
    }

    /// Those that are nought are left out, but for what everybody asks.
    private var counts: [PageValue] {
        let counts = resource.counts
        let rows: [(Phrase, Int, Bool)] = [
            (.countReceived, counts.received, true), (.countWaiting, counts.waiting, true),
            (.countPublished, counts.published, true), (.countRejected, counts.rejected, false),
            (.countWithdrawn, counts.withdrawn, false), (.countLapsed, counts.lapsed, false),
        ]
        return rows.filter { $0.2 || $0.1 > 0 }.map { phrase, count, _ in
            .members(["name": .markup(wording.html(phrase)), "count": .markup(SafeHTML(wording.number(count)))])
        }
    }
}

extension BillResource {
    func isComing(at now: Instant) -> Bool { !isOpen && closedAt == nil && now < bill.window.opens }
}
