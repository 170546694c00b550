import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackReview

@Suite("Colleagues, a lost daemon, an empty queue")
struct TroubleTests {
    private func later(_ seconds: Int64) -> ReviewEvent { .tick(Samples.now.advanced(byMilliseconds: seconds * 1_000)) }

    @Test("A decision that a colleague forestalled is told with what happened, and does not count")
    func forestalled() {
        var review = Samples.review()
        guard case .send(let ticket, _) = review.type("p").first else { return #expect(Bool(false), "nothing was sent") }
        let now = Samples.comment(
            1, state: .published, claimedBy: nil, more: [Samples.entry(100, .published, actor: "driss")])
        _ = review.update(.refused(.send(ticket, isRepeated: false), why: "not allowed", now: now))
        #expect(review.shown.contains("HB-TEST-0001: your decision was not taken. published by driss at"))
        #expect(review.current?.id == "cmt_2")
        #expect(review.tally.decided == 0)
        review.press(.escape)
        #expect(review.troubles == [])
    }

    @Test("A comment that changed comes back, with what was written for it")
    func changed() {
        var review = Samples.review()
        review.type("rs!")
        guard case .send(let ticket, _) = review.type("\n").first else { return #expect(Bool(false), "nothing was sent") }
        let now = Samples.comment(1, more: [Samples.entry(100, .noteAdded, actor: "driss", text: "attention")])
        _ = review.update(.refused(.send(ticket, isRepeated: false), why: "changed", now: now))
        #expect(review.current?.id == "cmt_1")
        #expect(review.shown.contains("is back: it changed meanwhile. note added by driss"))
        review.type("rs")
        #expect(review.shown.contains("publicitaire.!"))
    }

    @Test("A comment that is taken away on the screen makes room for the next")
    func takenAway() {
        var review = Samples.review()
        let effects = review.update(later(301))
        #expect(effects.prefix(2) == [.renew("cmt_1"), .renew("cmt_2")])
        let now = Samples.comment(1, claimedBy: "driss", more: [Samples.entry(100, .claimed, actor: "driss")])
        _ = review.update(.refused(.renew("cmt_1"), why: "held", now: now))
        #expect(review.current?.id == "cmt_2")
        #expect(review.shown.contains("no longer yours. claimed by driss"))
    }

    @Test("Nobody is torn out of a sentence: what comes back waits, what is lost is told")
    func writing() {
        var review = Samples.review()
        review.type("p")
        #expect(review.type("u") == [.undo("cmt_1")])
        #expect(review.type("u") == [])
        review.type("nphrase")
        _ = review.update(.returned(Samples.comment(1)))
        #expect(review.shown.contains("phrase"))
        #expect(review.ahead.map(\.id).first == "cmt_1")
        let theirs = Samples.comment(2, claimedBy: "driss", more: [Samples.entry(100, .claimed, actor: "driss")])
        _ = review.update(.refused(.renew("cmt_2"), why: "held", now: theirs))
        #expect(review.shown.contains("phrase"))
        #expect(review.shown.contains("no longer yours"))
    }

    @Test("Without the daemon decisions wait, are kept in order and sent again, and nothing is decided twice")
    func outage() {
        var review = Samples.review()
        guard case .send(let ticket, _) = review.type("p").first else { return #expect(Bool(false), "nothing was sent") }
        _ = review.update(.unreachable(.claimNext(ReviewFilter(), after: "cmt_2"), why: "nobody listens"))
        _ = review.update(.unreachable(.send(ticket, isRepeated: false), why: "nobody listens"))
        #expect(review.shown.contains("no daemon for 0 s, 1 decision kept: nobody listens"))
        let offline = review.type("p")
        #expect(offline == [])
        #expect(review.outbox.map(\.ticket.comment.id) == ["cmt_1", "cmt_2"])
        #expect(review.update(later(1)) == [])
        #expect(review.update(later(2)) == [.figures])
        let effects = review.update(.figures(Samples.stats))
        let second = Ticket(number: 2, comment: Samples.comment(2), verdict: .publish)
        #expect(effects == [
            .send(ticket, isRepeated: true), .send(second, isRepeated: true), .claimNext(ReviewFilter(), after: "cmt_2"),
        ])
        _ = review.update(.sent(ticket, Samples.comment(1, state: .published)))
        _ = review.update(.sent(second, Samples.comment(2, state: .published)))
        #expect(review.outbox.isEmpty)
        #expect(review.tally.published == 2)
    }

    @Test("What was not sent yet is taken back without a word to anybody")
    func undoOffline() {
        var review = Samples.review()
        _ = review.update(.unreachable(.figures, why: "nobody listens"))
        review.type("p")
        #expect(review.type("u") == [])
        #expect(review.outbox.isEmpty)
        #expect(review.current?.id == "cmt_1")
        #expect(review.tally.decided == 0)
    }

    @Test("Leaving with unconfirmed decisions is asked about")
    func leaving() {
        var review = Samples.review()
        _ = review.update(.unreachable(.figures, why: "nobody listens"))
        review.type("p")
        #expect(review.type("q") == [])
        #expect(review.shown.contains("has not confirmed 1 decision. Leave all the same? y/n"))
        #expect(review.type("n") == [])
        #expect(review.type("qy") == [.quit])
        var connected = Samples.review()
        connected.type("p")
        #expect(connected.type("q") == [.release("cmt_2"), .quit])
    }

    @Test("A try that went through unheard is recognised, a colleague's same decision is not")
    func repeated() {
        let comment = Samples.comment(1)
        let ticket = Ticket(number: 1, comment: comment, verdict: .reject(.spam, explanation: "x"))
        let mine = Samples.comment(1, state: .rejected, more: [Samples.entry(50, .rejected, text: "x")])
        let theirs = Samples.comment(1, state: .rejected, more: [Samples.entry(50, .rejected, actor: "driss", text: "x")])
        #expect(ticket.isDone(in: mine, by: "amina"))
        #expect(!ticket.isDone(in: theirs, by: "amina"))
        #expect(!ticket.isDone(in: comment, by: "amina"))
    }

    @Test("An empty queue says so and is looked at again by itself")
    func empty() {
        var review = Review(size: Size(columns: 80, rows: 24), now: Samples.now, user: "amina", filter: ReviewFilter())
        _ = review.begin()
        #expect(review.update(.nothingBehind(nil)) == [])
        #expect(review.shown.contains("Nothing waits."))
        #expect(review.update(later(2)) == [])
        #expect(review.update(later(3)) == [.claimNext(ReviewFilter(), after: nil)])
        _ = review.update(.claimed(Samples.comment(7)))
        #expect(review.current?.id == "cmt_7")
    }

    @Test("No sequence of keys and answers traps, decides without a comment, or makes a row too wide", arguments: 0..<60 as Range<UInt64>)
    func anything(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var review = Samples.review(columns: 40 + Int(seed), rows: 10 + Int(seed % 20))
        var number = 3
        for _ in 0..<400 {
            let effects = review.update(event(&random, &number, review))
            for case .send(let ticket, _) in effects { #expect(ticket.verdict.text?.isEmpty != true, "seed \(seed)") }
            let screen = review.render()
            #expect(screen.rows.count == review.size.rows, "seed \(seed)")
            #expect(screen.rows.allSatisfy { $0.width <= review.size.columns }, "seed \(seed): \(screen.rows.map(\.text))")
            #expect(review.tally.decided >= 0 && review.ahead.allSatisfy { $0.id != review.current?.id }, "seed \(seed)")
        }
    }

    private func event(_ random: inout SplitMix64, _ number: inout Int, _ review: Review) -> ReviewEvent {
        let keys: [Key] = "prcnsuahf?jkgG bqyxdi1".map { .character($0) } + [.enter, .escape, .backspace, .lineEnd, .up, .down, .control("c"), .paste("مرحبا\u{1B}[2J")]
        switch Int.random(in: 0..<12, using: &random) {
        case 0:
            number += 1
            return .claimed(Samples.comment(number, String(repeating: "نص طويل ", count: number)))
        case 1: return .nothingBehind(Bool.random(using: &random) ? "cmt_1" : nil)
        case 2:
            guard let outgoing = review.outbox.first else { return .figures(Samples.stats) }
            return Bool.random(using: &random)
                ? .sent(outgoing.ticket, outgoing.ticket.comment)
                : .refused(.send(outgoing.ticket, isRepeated: false), why: "no", now: outgoing.ticket.comment)
        case 3: return .unreachable(.figures, why: "nobody listens")
        case 4: return .tick(review.now.advanced(byMilliseconds: 100_000))
        case 5: return .resized(Size(columns: Int.random(in: 1...200, using: &random), rows: Int.random(in: 1...60, using: &random)))
        default:
            let instant = review.now.advanced(byMilliseconds: Int64.random(in: 0...300, using: &random))
            return .key(keys[Int.random(in: 0..<keys.count, using: &random)], at: instant)
        }
    }
}

