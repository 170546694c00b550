import HearbackAPI
import HearbackCore
import Testing

@testable import HearbackPages

@Suite("Pages")
struct PageTests {
    private let world: PageWorld

    init() throws { world = try PageWorld() }

    private func all(in language: Language) -> [(name: String, html: String)] {
        let setting = FormSetting(token: "a.1.b", longest: 20_000, sendsMail: true)
        let published = PublishedPage(comments: [world.comment(), world.comment("تعليق", language: .arabic, answer: "جواب", reason: "سبب")], next: "cmt_1")
        let waiting = WaitingSummary(waiting: 2, overdue: 1, oldest: world.now, oldestByBill: ["school": world.now])
        let log = LogStanding(checkpoint: "a\n1\nb=\n", size: 1, keys: ["key"], url: "https://example.org")
        let pages: [(String, (PageScene) -> Page)] = [
            ("front", { Page.front([world.resource(), world.resource(isOpen: false)], waiting, $0) }),
            ("bill", { Page.bill(world.resource(), waiting, published, after: nil, $0) }),
            ("article", { Page.article(world.bill.articles[0], of: world.resource(), published, after: nil, $0) }),
            ("comment", { Page.comment(world.comment(), of: world.bill, $0) }),
            ("form", { Page.form(world.resource(), CommentDraft(), setting, fault: FormFault(.tooFast, field: "text"), $0) }),
            ("embed", { Page.form(world.resource(), CommentDraft(), setting, isEmbedded: true, $0) }),
            ("receipt", { Page.receipt(world.receipt(), of: world.bill, token: "hbr_1_x", proof: .holds(index: 1, size: 2, recorded: world.now), form: "t", mayAppeal: true, $0) }),
            ("policy", { Page.policy([world.resource()], $0) }), ("transparency", { Page.transparency(log, $0) }),
            ("verify", { Page.verify("x", .fails(.tree), $0) }), ("not found", { Page.notFound($0) }),
        ]
        return pages.map { ($0, world.html($1, in: language)) }
    }

    @Test("Each says its language and direction, and has one main heading, a skip link and no element left open", arguments: Language.allCases)
    func frame(_ language: Language) throws {
        for (name, html) in all(in: language) {
            #expect(html.hasPrefix("<!doctype html>\n<html lang=\"\(language.rawValue)\" dir=\"\(language.isRightToLeft ? "rtl" : "ltr")\""), "\(name)")
            #expect(html.matches(of: #/<h1[ >]/#).count == 1, "\(name)")
            #expect(html.hasSuffix("</html>\n") && !html.contains("{{"), "\(name)")
            for tag in ["p", "div", "section", "ul", "ol", "li", "dl", "a", "bdi", "form", "label", "select", "article"] {
                #expect(html.matches(of: try Regex("<\(tag)[ >]")).count == html.matches(of: try Regex("</\(tag)>")).count, "\(name): \(tag)")
            }
        }
    }

    @Test("Every field has a label, and every id is there once", arguments: Language.allCases)
    func fields(_ language: Language) {
        for (name, html) in all(in: language) {
            let ids = html.matches(of: #/\sid="([^"]+)"/#).map { String($0.1) }
            // The same comment twice is the fixture's doing.
            let own = ids.filter { !$0.hasPrefix("cmt_") }
            #expect(Set(own).count == own.count, "\(name)")
            let labels = Set(html.matches(of: #/<label for="([^"]+)"/#).map { String($0.1) })
            for field in html.matches(of: #/<(?:input|select|textarea) id="([^"]+)"/#) {
                #expect(labels.contains(String(field.1)), "\(name): \(field.1)")
            }
        }
    }

    @Test("A page of ten long comments with long answers stays under 50 KB", arguments: Language.allCases)
    func size(_ language: Language) {
        let words: [Language: String] = [.tamazight: "ⴰⵎⴰⵣⵉⵖ ", .arabic: "تعليق طويل ", .french: "& \"plus\" ", .english: "' < > "]
        let long = String(repeating: words[language] ?? "mañana ", count: 3_000)
        let comments = Array(repeating: world.comment(long, language: language, answer: long, reason: long), count: 10)
        let page = PublishedPage(comments: comments, next: "cmt_9")
        let html = world.html({ Page.bill(world.resource(), WaitingSummary(), page, after: nil, $0) }, in: language)
        #expect(html.utf8.count < 50 * 1_024, "\(html.utf8.count)")
    }

    @Test("The front page begins with the silence")
    func silence() {
        let since = world.now.advanced(byMilliseconds: -214 * 86_400_000)
        let html = world.html { Page.front([], WaitingSummary(waiting: 1_204, overdue: 3, oldest: since), $0) }
        let plain = html.replacing("<bdi dir=\"ltr\">", with: "").replacing("</bdi>", with: "")
        #expect(plain.contains("1\u{202F}204 commentaires attendent une décision."))
        #expect(plain.contains("Le plus ancien attend depuis 214 jours"))
        #expect(plain.contains("3 d’entre eux ont dépassé le jour promis"))
        #expect(world.html { Page.front([], WaitingSummary(), $0) }.contains("Aucun commentaire n’attend de décision."))
    }

    @Test("A comment without an answer says for how long; an answer does not name the account that wrote it")
    func answers() {
        let silent = world.html { Page.comment(world.comment(), of: world.bill, $0) }
        #expect(silent.contains("Pas encore de réponse") && silent.contains("20</bdi> jours"))
        let answered = world.html { Page.comment(world.comment(answer: "Voici."), of: world.bill, $0) }
        #expect(answered.contains("Voici.") && !answered.contains("account") && !answered.contains("Pas encore de réponse"))
    }

    @Test(
        "A receipt says what is due and what comes next",
        arguments: [
            (CommentStatus.awaitingApproval, false, "Une modératrice ou un modérateur lit"), (.awaitingClarification, false, "On vous a posé une question"),
            (.published, false, "Votre commentaire est public"), (.rejected, true, "Vous pouvez faire appel une fois"),
            (.rejected, false, "L’appel a été tranché"), (.withdrawn, false, "Vous l’avez retiré"), (.lapsed, false, "Une réponse reste possible"),
        ])
    func next(_ state: CommentStatus, _ mayAppeal: Bool, _ sentence: String) {
        let html = world.html {
            Page.receipt(world.receipt(state), of: world.bill, token: "hbr_1_x", proof: .none, form: "t", mayAppeal: mayAppeal, $0)
        }
        #expect(html.contains(sentence))
        #expect(html.contains("/receipts/hbr_1_x/withdraw") == [.awaitingApproval, .awaitingClarification, .published].contains(state))
        #expect(html.contains("/receipts/hbr_1_x/clarify") == (state == .awaitingClarification))
        #expect(html.contains("/receipts/hbr_1_x/appeal") == mayAppeal)
    }

    @Test("A day that was promised and passed is told in days")
    func late() {
        let html = world.html(
            { Page.receipt(world.receipt(due: "2026-11-20"), of: world.bill, token: "t", proof: .none, form: "t", mayAppeal: false, $0) },
            in: .arabic)
        #expect(html.contains("تأخر") && html.contains("نونبر"))
    }

    @Test("What was written comes back into the form as it was")
    func draft() {
        let draft = CommentDraft(article: "1", language: "ar", text: "\nنص\"><script>", kind: "association", name: "Ligue", email: "a@b.org", trap: "x")
        let html = world.html {
            Page.form(world.resource(), draft, FormSetting(token: "t", longest: 10, sendsMail: true), fault: FormFault(.told("Trop long."), field: "text"), $0)
        }
        // A browser drops the first line end after the tag.
        #expect(html.contains("\n\nنص&quot;&gt;&lt;script&gt;</textarea>"))
        #expect(html.contains("value=\"association\" checked") && html.contains("<option value=\"1\" selected") && html.contains("<option value=\"ar\" lang=\"ar\" selected"))
        #expect(html.contains("<a href=\"#text\">Trop long.</a>") && html.contains("aria-invalid=\"true\""))
    }
}
