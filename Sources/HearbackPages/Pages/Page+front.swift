package import HearbackAPI
import HearbackCore
import HearbackReports

extension Page {
    /// How many wait and for how long, then the bills: those that take comments first.
    package static func front(_ bills: [BillResource], _ waiting: WaitingSummary, _ scene: PageScene) -> Page {
        let farAway = Instant(milliseconds: .max)
        let open = bills.filter(\.isOpen).sorted { ($0.bill.window.closes ?? farAway) < ($1.bill.window.closes ?? farAway) }
        let coming = bills.filter { $0.isComing(at: scene.now) }
        let closed = bills.filter { !$0.isOpen && !$0.isComing(at: scene.now) }
        let groups: [(Phrase, [BillResource])] = [(.openBills, open), (.comingBills, coming), (.closedBills, closed)]
        return Page(
            .front, title: scene.wording.say(.frontTitle), section: .bills, parts: [],
            [
                "silence": .members(silence(waiting, scene)), "noneOpen": .flag(open.isEmpty && !bills.isEmpty),
                "noBills": .flag(bills.isEmpty),
                "groups": .list(
                    groups.filter { !$0.1.isEmpty }.map { phrase, bills in
                        .members([
                            "name": .markup(scene.wording.html(phrase)), "id": .outside(phrase.rawValue),
                            "bills": .list(bills.map { .members(BillView($0, waiting, scene).members) }),
                        ])
                    }),
            ])
    }

    private static func silence(_ waiting: WaitingSummary, _ scene: PageScene) -> [String: PageValue] {
        let wording = scene.wording
        guard waiting.waiting > 0, let oldest = waiting.oldest else {
            return ["first": .markup(wording.html(.nobodyWaits)), "more": .flag(false)]
        }
        let overdue =
            waiting.overdue == 0
            ? wording.html(.noneOverdue)
            : wording.html(.overdueNow, count: waiting.overdue, ["n": wording.number(waiting.overdue)])
        return [
            "first": .markup(wording.html(.waitingNow, count: waiting.waiting, ["n": wording.number(waiting.waiting)])),
            "more": .members([
                "oldest": .markup(wording.html(.oldestWaits, ["age": scene.age(since: oldest), "date": scene.date(oldest)])),
                "overdue": .markup(overdue),
            ]),
        ]
    }
}
