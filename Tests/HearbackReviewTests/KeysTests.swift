import HearbackAPI
import HearbackCore
import Testing

@testable import HearbackReview

@Suite("What each key does")
struct KeysTests {
    private let first = Samples.comment(1)

    @Test("p publishes, and the next comment is there in the same moment")
    func publish() {
        var review = Samples.review()
        let effects = review.type("p")
        let ticket = Ticket(number: 1, comment: first, verdict: .publish)
        #expect(effects == [.send(ticket, isRepeated: false), .claimNext(ReviewFilter(), after: "cmt_2")])
        #expect(review.current?.id == "cmt_2")
        #expect(review.tally.published == 1)
        #expect(review.shown.contains("HB-TEST-0002"))
    }

    @Test("The next comment is claimed while this one is read, and no more than one")
    func prefetch() {
        var review = Review(size: Size(columns: 80, rows: 24), now: Samples.now, user: "amina", filter: ReviewFilter())
        #expect(review.begin() == [.claimNext(ReviewFilter(), after: nil), .figures])
        let effects = review.update(.claimed(first))
        #expect(effects == [.bill("pl-03-25"), .claimNext(ReviewFilter(), after: "cmt_1")])
        #expect(review.update(.claimed(Samples.comment(2))) == [])
    }

    @Test("r, a reason's letter, Enter: rejected in the submitter's language", arguments: Language.allCases)
    func reject(language: Language) {
        for reason in RejectionReason.allCases where reason != .other {
            let comment = Samples.comment(1, language: language)
            var review = Samples.review(comment)
            review.type("r")
            #expect(review.shown.contains(reason == .offTopic ? "t  off topic" : reason.key.description))
            review.type(String(reason.key))
            let text = Template.explanation(reason, language)
            let effects = review.type("\n")
            #expect(effects.first == .send(
                Ticket(number: 1, comment: comment, verdict: .reject(reason, explanation: text)), isRepeated: false))
            #expect(!text.isEmpty)
        }
    }

    @Test("Reasons have keys of their own; a number picks too, and other wants words")
    func reasons() {
        #expect(Set(RejectionReason.allCases.map(\.key)).count == RejectionReason.allCases.count)
        var review = Samples.review()
        review.type("r8")
        #expect(review.type("\n") == [])
        #expect(review.shown.contains("Write something first"))
        let effects = review.type("Non.\n")
        #expect(effects.first == .send(
            Ticket(number: 1, comment: first, verdict: .reject(.other, explanation: "Non.")), isRepeated: false))
    }

    @Test("c asks, n notes and stays")
    func texts() {
        var review = Samples.review()
        review.type("n")
        let noted = review.type("vu\n")
        #expect(noted == [.send(Ticket(number: 1, comment: first, verdict: .note("vu")), isRepeated: false)])
        #expect(review.current?.id == "cmt_1")
        #expect(review.tally.decided == 0)
        review.type("c")
        let asked = review.type("\n")
        #expect(asked.first == .send(
            Ticket(number: 2, comment: first, verdict: .clarify(question: Template.question(.french))), isRepeated: false))
        #expect(review.current?.id == "cmt_2")
    }

    @Test("Esc keeps what was written for the comment; Ctrl-C asks before it forgets")
    func drafts() {
        var review = Samples.review()
        review.type("nmoitié")
        review.press(.escape)
        #expect(review.mode == .reading)
        review.type("n")
        #expect(review.shown.contains("moitié"))
        review.press(.control("c"))
        #expect(review.shown.contains("Forget what you wrote? y/n"))
        review.type("n")
        #expect(review.shown.contains("moitié"))
        review.press(.control("c"))
        review.type("yn")
        #expect(!review.shown.contains("moitié"))
    }

    @Test("s gives the comment back and goes on behind it; u fetches it again")
    func skip() {
        var review = Samples.review()
        #expect(review.type("s") == [.release("cmt_1"), .claimNext(ReviewFilter(), after: "cmt_2")])
        #expect(review.current?.id == "cmt_2")
        #expect(review.type("u") == [.takeBack("cmt_1")])
        _ = review.update(.returned(first))
        #expect(review.current?.id == "cmt_1")
        #expect(review.ahead.map(\.id) == ["cmt_2"])
        #expect(review.tally.skipped == 0)
    }

    @Test("When the queue's end is reached, what was skipped comes again, and is called so")
    func around() {
        var review = Samples.review(next: nil)
        review.type("s")
        #expect(review.update(.nothingBehind("cmt_1")) == [.claimNext(ReviewFilter(), after: nil)])
        _ = review.update(.claimed(first))
        #expect(review.current?.id == "cmt_1")
        #expect(review.shown.contains("You skipped this one before."))
    }

    @Test("u takes the last decision back and puts the comment on the screen, before the one that was there")
    func undo() {
        var review = Samples.review()
        review.type("p")
        #expect(review.type("u") == [.undo("cmt_1")])
        _ = review.update(.returned(first))
        #expect(review.current?.id == "cmt_1")
        #expect(review.ahead.map(\.id) == ["cmt_2"])
        #expect(review.tally.decided == 0)
        #expect(review.type("u") == [])
        #expect(review.shown.contains("Nothing to take back"))
    }

    @Test("? helps, a and h open panels, Esc closes them, f filters and begins anew")
    func views() {
        var review = Samples.review()
        review.type("?")
        #expect(review.shown.contains("Ctrl-Z"))
        review.type("xa")
        #expect(review.shown.contains("Article premier"))
        #expect(review.shown.contains("القانون رقم 03.25"))
        review.type("h")
        #expect(review.shown.contains("received, submitter"))
        review.press(.escape)
        #expect(!review.shown.contains("What happened"))
        review.type("fl")
        #expect(review.shown.contains("Arabic"))
        let effects = review.type("\n")
        let arabic = ReviewFilter(language: .arabic)
        #expect(effects == [.release("cmt_1"), .release("cmt_2"), .claimNext(arabic, after: nil)])
        #expect(review.current == nil)
    }

    @Test("An article longer than its room is paged by ] and [, and the next comment begins at its top")
    func paging() {
        var review = Samples.review()
        let rows = (1...40).map { "Alinéa \($0)." }.joined(separator: "\n")
        var bill = Samples.bill
        bill.bill.articles[0].texts = LocalizedText([.french: rows, .english: "Paragraph."])
        _ = review.update(.bill(bill))
        review.type("a")
        #expect(review.shown.contains("Alinéa 1.") && !review.shown.contains("Alinéa 40."))
        #expect(review.shown.contains("] for more") && !review.shown.contains("Paragraph."))
        var seen = Set<Int>()
        for _ in 0..<12 {
            for number in 1...40 where review.shown.contains("Alinéa \(number).") { seen.insert(number) }
            review.type("]")
        }
        #expect(seen.count == 40)
        #expect(review.shown.contains("Commission des finances") && review.shown.contains("[ back"))
        #expect(review.shown.contains("délai plus long"))
        review.type("[")
        #expect(!review.shown.contains("Commission des finances"))
        review.type("p")
        #expect(review.shown.contains("HB-TEST-0002") && review.shown.contains("Article premier"))
    }

    @Test("q gives back what is held; Ctrl-L and Ctrl-Z are the terminal's")
    func leaving() {
        var review = Samples.review()
        #expect(review.press(.control("l")) == [.repaint])
        #expect(review.press(.control("z")) == [.suspend])
        #expect(review.type("q") == [.release("cmt_1"), .release("cmt_2"), .quit])
        #expect(review.update(.claimed(Samples.comment(3))) == [.release("cmt_3")])
    }

    @Test("Where screening found personal data, publishing asks; the place is underlined, in whatever script")
    func exposure() {
        let text = "اتصلوا بي 0612345678 شكرا"
        let phone = ScreeningResource(flags: [.phone], findings: [FindingResource(number: 1, flag: .phone, code: "ma", start: 10, end: 20)])
        var review = Samples.review(Samples.comment(1, text, language: .arabic, screening: phone))
        let row = review.render().rows.first { $0.text.contains("0612345678") }
        #expect(row?.spans.contains(Span("0612345678", .found)) == true)
        #expect(review.shown.contains("flagged: phone number"))
        #expect(review.type("p") == [])
        #expect(review.shown.contains("Publish it for everybody to read?"))
        #expect(review.type("n") == [])
        #expect(review.current?.id == "cmt_1")
        let spans = [RedactionRequest.Span(start: 10, end: 20)]
        #expect(review.type("xy") == [.redact("cmt_1", RedactionRequest(spans: spans, reason: "personal_data", textVersion: 1))])
        _ = review.update(.redacted(Samples.comment(1, "اتصلوا بي ████ شكرا", language: .arabic)))
        #expect(review.shown.contains("████"))
        #expect(review.type("p").first == .send(
            Ticket(number: 1, comment: Samples.comment(1, "اتصلوا بي ████ شكرا", language: .arabic), verdict: .publish), isRepeated: false))
    }

    @Test("A key that is held down, or a burst that looks like typing, decides once at most")
    func held() {
        var review = Samples.review()
        var effects: [ReviewEffect] = []
        for repetition in 0..<40 {
            effects += review.update(.key(.character("p"), at: Samples.now.advanced(byMilliseconds: Int64(repetition) * 33)))
            _ = review.update(.claimed(Samples.comment(repetition + 10)))
        }
        #expect(review.tally.decided == 1)
        #expect(review.shown.contains("came too fast"))
    }

    @Test("Keys without a meaning decide nothing")
    func others() {
        for key in [Key.character("P"), .character("x"), .character("z"), .tab, .delete, .left, .paste("prpspq"), .control("p")] {
            var review = Samples.review()
            #expect(review.press(key) == [], "\(key)")
            #expect(review.tally.decided == 0)
            #expect(review.current?.id == "cmt_1")
        }
    }
}
