package import HearbackAPI
import HearbackCore
import HearbackReports

/// What a form needs beside its fields.
package struct FormSetting: Hashable, Sendable {
    /// Signed, to be sent back as it is.
    package var token: String
    /// Characters that a text may have.
    package var longest: Int
    /// Whether e-mail is sent at all.
    package var sendsMail: Bool

    package init(token: String, longest: Int, sendsMail: Bool) {
        (self.token, self.longest, self.sendsMail) = (token, longest, sendsMail)
    }
}

extension Page {
    /// The form, also after something was wrong with it.
    ///
    /// - Parameter isEmbedded: shown in a frame of another site.
    package static func form(
        _ resource: BillResource, _ draft: CommentDraft, _ setting: FormSetting, fault: FormFault? = nil, isEmbedded: Bool = false,
        _ scene: PageScene
    ) -> Page {
        let bill = resource.bill
        let parts = isEmbedded ? ["embed", bill.id] : ["bills", bill.id, "comment"]
        let title = Prose.outside(bill.titles.best(for: scene.language) ?? bill.reference)
        let closed = resource.isOpen ? nil : resource.isComing(at: scene.now)
            ? scene.wording.html(.opensLater, ["date": scene.date(bill.window.opens)]) : scene.wording.html(.closedNow)
        var members = FormView(resource.bill, draft, setting, fault, scene).members
        members["closed"] = .optional(closed)
        members["action"] = .markup(SafeHTML(own: PagePath.path(scene.language, parts)))
        members["back"] = .markup(scene.path("bills", bill.id))
        members["bill"] = scene.titled(bill.titles)
        return Page(
            isEmbedded ? .embed : .form, title: scene.wording.say(.formTitle, ["bill": title]), section: .bills, parts: parts,
            hasScript: true, members)
    }

    /// After a comment came in through an embedded form: the receipt opens in a page of its own.
    package static func embeddedThanks(receipt: String, reference: String, _ scene: PageScene) -> Page {
        Page(
            .embed, title: scene.wording.say(.embedSent),
            ["sent": .members(["href": .markup(SafeHTML(value: receipt)), "reference": .outside(reference)])])
    }
}

/// The fields with what is in them.
private struct FormView {
    let bill: Bill
    let draft: CommentDraft
    let setting: FormSetting
    let fault: FormFault?
    let scene: PageScene

    init(_ bill: Bill, _ draft: CommentDraft, _ setting: FormSetting, _ fault: FormFault?, _ scene: PageScene) {
        (self.bill, self.draft, self.setting, self.fault, self.scene) = (bill, draft, setting, fault, scene)
    }

    var members: [String: PageValue] {
        let wording = scene.wording
        return [
            "form": .flag(true), "token": .markup(SafeHTML(value: setting.token)), "longest": .outside(String(setting.longest)),
            "hint": .markup(wording.html(.fieldTextHint, ["n": wording.number(setting.longest)])),
            "left": .markup(SafeHTML(plain: wording.say(.charactersLeft, ["n": .words("{n}")]), in: scene.language)),
            "articles": .list(articles), "hasArticles": .flag(!bill.articles.isEmpty), "languages5": .list(languages),
            "value": .members([
                "text": .markup(SafeHTML(value: draft.text)), "name": .markup(SafeHTML(value: draft.name)),
                "email": .markup(SafeHTML(value: draft.email)), "trap": .markup(SafeHTML(value: draft.trap)),
                "association": .flag(draft.kind == "association"),
            ]),
            "puzzle": puzzle, "mail": .flag(setting.sendsMail), "fault": faultValue, "bad": .members(bad),
        ]
    }

    private var faultValue: PageValue {
        guard let fault else { return .flag(false) }
        return .members(["text": .markup(fault.told(in: scene.wording)), "field": .optional(fault.field.map { SafeHTML(value: $0) })])
    }

    private var puzzle: PageValue {
        guard let work = fault?.work else { return .flag(false) }
        return .members(["challenge": .markup(SafeHTML(value: work.challenge)), "bits": .outside(String(work.bits))])
    }

    /// Which fields are marked as at fault.
    private var bad: [String: PageValue] { fault?.field.map { [$0: .flag(true)] } ?? [:] }

    private var articles: [PageValue] {
        bill.articles.map { article in
            .members([
                "id": .markup(SafeHTML(value: article.id)), "name": scene.titled(article.titles),
                "selected": .flag(article.id == draft.article),
            ])
        }
    }

    private var languages: [PageValue] {
        let chosen = draft.language.isEmpty ? scene.language.rawValue : draft.language
        return Language.allCases.map { language in
            .members([
                "code": .outside(language.rawValue), "name": .outside(language.ownName), "selected": .flag(language.rawValue == chosen),
            ])
        }
    }
}

extension FormFault {
    func told(in wording: Wording) -> SafeHTML {
        if let phrase { return wording.html(phrase) }
        if case .told(let sentence) = cause { return SafeHTML(outside: sentence) }
        return SafeHTML(own: "")
    }
}
