import HearbackCore
import HearbackStore
import HearbackTestSupport
import Synchronization
import Testing

/// A limited look at the ledger is the whole of it, without what lies outside.
@Suite("Scopes of bills")
struct ScopePropertyTests {
    private static let bills = ["a", "b", "bill", "c-1"]

    @Test("Queue, figures, search, next and timelines of a scope are those of everything, filtered by bill")
    func filtered() async throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SplitMix64(seed: seed)
        let lives = (0..<40).map { _ in
            (bill: Self.bills.randomElement(using: &generator) ?? "bill", action: Int.random(in: 0..<4, using: &generator))
        }
        let scopes = (0..<8).map { _ in Set(Self.bills.filter { _ in Bool.random(using: &generator) }) } + [[], ["none"], Set(Self.bills)]
        try await LedgerFixture.with { fixture in
            try await Self.fill(fixture, lives)
            let whole = try await Self.look(fixture, .all)
            for scope in scopes {
                let part = try await Self.look(fixture, .only(scope))
                func inside(_ numbers: [Int64]) -> [Int64] { numbers.filter { scope.contains(lives[Int($0) - 1].bill) } }
                #expect(part.queue == inside(whole.queue), "seed \(seed), \(scope)")
                #expect(part.found == inside(whole.found), "seed \(seed), \(scope)")
                #expect(part.timelines == inside(whole.timelines), "seed \(seed), \(scope)")
                #expect(part.waiting == part.queue.count && part.figures == part.queue.count, "seed \(seed), \(scope)")
                #expect(part.decided == lives.count { scope.contains($0.bill) && $0.action < 2 }, "seed \(seed), \(scope)")
                #expect(part.next == inside(whole.free).first, "seed \(seed), \(scope)")
            }
        }
    }

    private struct Look {
        var queue: [Int64] = []
        var found: [Int64] = []
        var timelines: [Int64] = []
        var waiting = 0
        var figures = 0
        var decided = 0
        /// What `next` gives; given back at once.
        var next: Int64?
        /// What nobody holds.
        var free: [Int64] = []
    }

    /// Published, rejected, held by a colleague, or left alone.
    private static func fill(_ fixture: LedgerFixture, _ lives: [(bill: String, action: Int)]) async throws {
        for bill in bills where bill != "bill" { try await fixture.ledger.add(LedgerFixture.bill(bill), by: LedgerFixture.administrator) }
        for (index, life) in lives.enumerated() {
            fixture.clock.advance(seconds: 1)
            let number = try await fixture.ledger.submit(
                Submission(bill: life.bill, language: .french, text: "avis \(index)", submitter: Submitter(kind: .person))).comment
            switch life.action {
            case 0: _ = try await fixture.ledger.apply(.published, to: number, by: LedgerFixture.moderator)
            case 1: _ = try await fixture.ledger.apply(.rejected(.spam, explanation: "x"), to: number, by: LedgerFixture.colleague)
            case 2: _ = try await fixture.ledger.claim(number, by: LedgerFixture.colleague, forMilliseconds: 900_000)
            default: break
            }
        }
        while try await fixture.ledger.indexNew() > 0 {}
    }

    private static func look(_ fixture: LedgerFixture, _ scope: BillScope) async throws -> Look {
        let ledger = fixture.ledger
        var selection = Selection()
        selection.within = scope
        var filter = SearchFilter()
        filter.within = scope
        let queue = try await ledger.queue(selection, after: nil, limit: 100)
        let timelines = Mutex<[Int64]>([])
        try await ledger.forEachTimeline(bill: nil, within: scope) { timeline in timelines.withLock { $0.append(timeline.comment.value) } }
        var look = Look(
            queue: queue.map(\.comment.number.value),
            found: try await ledger.search(try SearchQuery("avis"), filter, seesNames: false, limit: 100).found
                .map(\.comment.number.value), timelines: timelines.withLock { $0 })
        look.waiting = try await ledger.waitingCount(selection)
        look.figures = try await ledger.queueFigures(within: scope).waiting
        look.decided = try await ledger.decisions(since: Instant(milliseconds: 0), within: scope).values.reduce(0, +)
        look.free = queue.filter { $0.comment.state.claim == nil }.map(\.comment.number.value)
        do {
            let next = try await ledger.claimNext(selection, by: "amina", forMilliseconds: 1_000).number
            look.next = next.value
            _ = try await ledger.apply(.released, to: next, by: LedgerFixture.moderator)
        } catch Refusal.queueEmpty {}
        return look
    }
}
