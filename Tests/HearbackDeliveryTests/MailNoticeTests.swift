import HearbackCore
import Testing

@testable import HearbackDelivery

@Suite("What notices say")
struct MailNoticeTests {
    private static let link = MailLink("https://hearback.example.org/c/1?t=a&b=c")

    private static func topics() throws -> [NoticeTopic] {
        [
            .received(decisionDue: "2026-01-02"), .clarificationAsked(question: "Which article?", answerBy: "2026-01-03"),
            .published, .rejected(reason: .offTopic, explanation: "See rule 3."), .lapsed(.billVoted),
            .unpublished(reason: .personalData, explanation: "A phone number."), .decisionUndone, .answered, .answerAmended,
            .outcomeRecorded(Outcome(.partlyAdopted, reason: "Half of it.", citation: "art. 4")),
            .stillWaiting(days: 97, decisionDue: "2026-01-02"), .overdue(days: 98, decisionDue: "2026-01-02"),
            .confirmation(link: try #require(link)), .digest(try digest()),
        ]
    }

    private static func digest() throws -> QueueDigest {
        let late = QueueDigest.Line(
            number: try #require(CommentNumber(41)), bill: "pl-03-25", days: 95, due: "2025-12-31", isOverdue: true)
        let next = QueueDigest.Line(
            number: try #require(CommentNumber(42)), bill: "pl-59-21", days: 12, due: "2026-02-01", isOverdue: false)
        return QueueDigest(waiting: 1_204, overdue: 37, oldest: late, lines: [late, next])
    }

    private static func notice(_ topic: NoticeTopic, _ language: Language, bill: String = "Projet de loi 59.21") -> NoticeMail {
        NoticeMail(
            topic: topic, language: language, reference: "HB-ZE76-GW3X", billTitle: bill, institution: "مجلس النواب",
            statusLink: link, unsubscribeLink: MailLink("https://hearback.example.org/u/z"))
    }

    @Test("Every phrase is there in every language, with the same values and no stray brace", arguments: NoticePhrase.allCases)
    func complete(phrase: NoticePhrase) {
        let expected = NoticeTemplate(phrase: phrase, language: .english).values
        for language in Language.allCases {
            let text = phrase.template(in: language)
            #expect(!text.isEmpty && !text.contains("\n") && text == text.trimmingASCIISpaces)
            let template = NoticeTemplate(phrase: phrase, language: language)
            #expect(template.values == expected, "\(language)")
            // Filled in, no brace is left: a mistyped name would stay.
            let filled = template.fill([:], with: { $0 })
            #expect(!filled.contains("{") && !filled.contains("}"), "\(language)")
        }
    }

    @Test("Each language is written in its own script, and no two phrases of a language's subjects are the same")
    func scripts() {
        let scripts: [(Language, ClosedRange<UInt32>)] = [(.arabic, 0x0600...0x06FF), (.tamazight, 0x2D30...0x2D7F)]
        for (language, block) in scripts {
            for phrase in NoticePhrase.allCases {
                let words = NoticeTemplate(phrase: phrase, language: language).fill([:], with: { $0 })
                let letters = words.unicodeScalars.filter { $0.properties.isAlphabetic && !$0.properties.isDiacritic }
                #expect(!letters.isEmpty && letters.allSatisfy { block.contains($0.value) }, "\(language) \(phrase)")
            }
        }
        for language in Language.allCases {
            let subjects = NoticeTopic.Kind.allCases.map { $0.subject.template(in: language) }
            #expect(Set(subjects).count == subjects.count)
        }
    }

    @Test("Every kind in every language gives its values, its links and nothing unfilled", arguments: Language.allCases)
    func everyKind(language: Language) throws {
        let topics = try Self.topics()
        #expect(Set(topics.map(\.kind)) == Set(NoticeTopic.Kind.allCases))
        for topic in topics {
            let notice = Self.notice(topic, language)
            let isAboutOne = topic.kind != .confirmation && topic.kind != .digest
            #expect(notice.subject.contains("HB-ZE76-GW3X") == isAboutOne)
            #expect(notice.text.contains("HB-ZE76-GW3X") == isAboutOne)
            #expect(notice.text.contains("\nhttps://hearback.example.org/c/1?t=a&b=c\n"))
            #expect(notice.text.contains("\nhttps://hearback.example.org/u/z\n"))
            #expect(notice.html.contains("href=\"https://hearback.example.org/c/1?t=a&amp;b=c\""))
            #expect(notice.html.contains("<html lang=\"\(language.rawValue)\" dir=\"\(language == .arabic ? "rtl" : "ltr")\">"))
            #expect(!isAboutOne || notice.html.contains("<bdi>HB-ZE76-GW3X</bdi>"))
            for form in [notice.subject, notice.text, notice.html] { #expect(!form.contains("{reference}")) }
            // Nothing is fetched and nothing runs.
            for word in ["<img", "<script", "<link", "<style", "src=", "url(", "@import"] { #expect(!notice.html.contains(word)) }
            let from = Mailbox(name: notice.institution, address: try MailSamples.address("hearback@example.org"))
            #expect(throws: Never.self) {
                try notice.message(
                    from: from, to: MailSamples.address("amal@example.org"), date: Instant(milliseconds: 0), identifier: "msg_1")
            }
        }
    }

    @Test("What belongs to a kind is told in both forms")
    func details() throws {
        let expected: [NoticeTopic.Kind: [String]] = [
            .received: ["2026-01-02"], .clarificationAsked: ["Which article?", "2026-01-03"],
            .rejected: ["not about this text", "See rule 3."], .lapsed: ["The vote on the text"],
            .unpublished: ["reveals personal data", "A phone number."],
            .outcomeRecorded: ["partly adopted", "Half of it.", "art. 4"], .stillWaiting: ["97", "2026-01-02"],
            .overdue: ["98", "2026-01-02", "none was taken in time"],
            .confirmation: ["مجلس النواب", "please ignore this message"],
            .digest: ["1204", "37", "hearback review", "overdue since: ", "2025-12-31", "pl-59-21", "95"],
        ]
        for topic in try Self.topics() {
            let notice = Self.notice(topic, .english)
            for words in expected[topic.kind] ?? [] {
                #expect(notice.text.contains(words) && notice.html.contains(words), "\(topic.kind) \(words)")
            }
        }
        let bare = NoticeMail(
            topic: .received(decisionDue: nil), language: .english, reference: "HB-1", billTitle: "B", institution: "I")
        #expect(!bare.text.contains("Day by which") && !bare.text.contains("http"))
        let own = Self.notice(.received(decisionDue: "2026-01-02"), .english)
        #expect(own.text.contains("set this day for itself as a target") && !own.text.contains("law"))
        var law = own
        law.lawCitation = "law 31.13, art. 16"
        #expect(law.text.contains("follows from the law: law 31.13, art. 16") && !law.text.contains("for itself"))
        #expect(Self.notice(.stillWaiting(days: -3, decisionDue: nil), .english).text.contains("so far: 0\n"))
    }

    @Test("Values are isolated where directions meet, and bare where they do not")
    func isolation() {
        let arabic = Self.notice(.received(decisionDue: "2026-01-02"), .arabic)
        #expect(arabic.subject.contains("\u{2068}HB-ZE76-GW3X\u{2069}"))
        #expect(arabic.text.contains("\u{2068}2026-01-02\u{2069}") && arabic.html.contains("<bdi>2026-01-02</bdi>"))
        let french = Self.notice(.received(decisionDue: "2026-01-02"), .french, bill: "القانون رقم 03.25")
        #expect(french.subject.hasPrefix("HB-ZE76-GW3X\u{A0}:"))
        #expect(french.text.contains("«\u{A0}\u{2068}القانون رقم 03.25\u{2069}\u{A0}»"))
        #expect(french.text.contains("\u{A0}: 2026-01-02\n"))
    }

    @Test("Hostile words are text in HTML, lines of a quotation in plain, and never leave their place")
    func hostile() {
        let evil = "</blockquote><script>alert('1')</script>\n-- \n\u{202E}\"x\" & {bill} <bdi>\r\n\r\nSubject: y"
        let notice = Self.notice(.rejected(reason: .other, explanation: evil), .english, bill: "<b>\n{date}</b>")
        #expect(!notice.html.contains("<script") && !notice.html.contains("<b>"))
        #expect(notice.html.contains("&lt;script&gt;alert(&#39;1&#39;)"))
        #expect(notice.html.contains("&quot;x&quot; &amp; {bill} &lt;bdi&gt;</div>"))
        #expect(notice.text.contains("\n> </blockquote><script>alert('1')</script>\n> -- \n"))
        #expect(notice.text.contains("\n>\n> Subject: y\n"))
        #expect(notice.text.contains("“<b> {date}</b>”"))
        #expect(notice.text.split(separator: "\n").count { $0 == "-- " } == 1)
        #expect(!notice.subject.contains("b>"))
    }

    @Test("An explanation is cut at 1,000 characters, between those that a reader sees")
    func cut() {
        #expect(NoticeMail.cut(String(repeating: "ⵣ", count: 1_000)).unicodeScalars.count == 1_000)
        let long = NoticeMail.cut(String(repeating: "e\u{301}", count: 600))
        #expect(long.unicodeScalars.count <= 1_000 && long == String(repeating: "e\u{301}", count: 499) + "…")
        #expect(NoticeMail.cut("a" + String(repeating: "\u{301}", count: 2_000)) == "…")
    }
}

extension String {
    fileprivate var trimmingASCIISpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
