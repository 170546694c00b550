import HearbackAPI
import HearbackCore
import HearbackReports

/// A receipt as its holder reads it.
struct ReceiptView {
    let receipt: ReceiptResource
    let mayAppeal: Bool
    let scene: PageScene

    private var wording: Wording { scene.wording }

    var members: [String: PageValue] {
        [
            "state": .markup(wording.html(Phrase(receipt.state))), "code": .outside(receipt.state.rawValue),
            "waiting": .optional(receipt.state.isUndecided ? SafeHTML(scene.age(since: receipt.receivedAt)) : nil),
            "due": .optional(due), "basis": .optional(due == nil ? nil : basis), "next": .markup(wording.html(next)),
            "decision": decision, "answer": answer, "outcome": OutcomeView.value(receipt.outcome, in: receipt.language, scene),
            "timeline": .list(receipt.timeline.compactMap(event)), "notices": .list(receipt.notices.map(notice)),
            "hasNotices": .flag(!receipt.notices.isEmpty),
            "text": .optional(receipt.text.map { SafeHTML(block: $0) }), "textLang": .outside(receipt.language.rawValue),
            "way": .outside(TextDirection.of(receipt.text ?? "", in: receipt.language)),
            "mayWithdraw": .flag(receipt.state.isUndecided || receipt.state == .published),
            "mayClarify": .flag(receipt.state == .awaitingClarification), "mayAppeal": .flag(mayAppeal),
        ]
    }

    private var due: SafeHTML? {
        guard receipt.state.isUndecided else { return nil }
        let date = scene.date(receipt.decisionDue)
        let late = scene.daysPast(receipt.decisionDue)
        if late == 0 { return wording.html(.dueBy, ["date": date]) }
        return wording.html(.dueMissed, count: late, ["date": date, "n": wording.number(late)])
    }

    private var basis: SafeHTML {
        switch receipt.decisionBasis {
        case .target: wording.html(.dueTarget)
        case .law: wording.html(.dueLaw, ["citation": .outside(receipt.decisionCitation ?? "")])
        }
    }

    private var next: Phrase {
        switch receipt.state {
        case .awaitingApproval: .nextWaiting
        case .awaitingClarification: .nextClarification
        case .published: receipt.outcome != nil ? .nextDone : receipt.answer != nil ? .nextAnswered : .nextPublished
        case .rejected: mayAppeal ? .nextRejected : .nextFinal
        case .withdrawn: .nextWithdrawn
        case .lapsed: .nextLapsed
        }
    }

    private var decision: PageValue {
        guard let decision = receipt.decision, decision.kind == CommentStatus.rejected.rawValue else { return .flag(false) }
        return .members([
            "reason": .optional(decision.reason.flatMap(RejectionReason.init).map { wording.html(Phrase($0)) }),
            "explanation": .markup(SafeHTML(block: decision.explanation ?? "")),
            "way": .outside(TextDirection.of(decision.explanation ?? "", in: receipt.language)),
        ])
    }

    private var answer: PageValue {
        guard let answer = receipt.answer else { return .flag(false) }
        let reply = ReplyText(answer.text, answer.translations, for: scene.language)
        return .members(
            reply.members(in: receipt.language).merging([
                "by": .markup(wording.html(.answeredOn, ["date": scene.date(answer.at)]))
            ]) { $1 })
    }

    private func event(_ entry: TimelineEntry) -> PageValue? {
        guard let phrase = Phrase(entry.event) else { return nil }
        let what = entry.clock.map { wording.say(Phrase($0)) } ?? Prose()
        let values = ["what": what, "date": entry.due.map { scene.date($0) } ?? Prose()]
        // What stands in a section of its own is not said twice.
        let isToldAbove = [CommentEventKind.answered, .answerAmended, .outcomeRecorded].contains(entry.event)
        let text = isToldAbove ? nil : entry.text
        return .members([
            "at": .outside(entry.at.rfc3339), "date": .markup(SafeHTML(scene.date(entry.at))),
            "what": .markup(wording.html(phrase, values)),
            "reason": .optional(entry.reason.flatMap(RejectionReason.init).map { wording.html(Phrase($0)) }),
            "words": .optional(text.map { SafeHTML(block: $0) }), "way": .outside(TextDirection.of(text ?? "", in: receipt.language)),
            "later": .flag(entry.provenance == .imported),
        ])
    }

    private func notice(_ notice: NoticeResource) -> PageValue {
        let state: SafeHTML =
            switch notice.state {
            case "delivered": wording.html(.messageDelivered, ["date": scene.date(notice.finishedAt ?? notice.createdAt)])
            case "ready", "sending": wording.html(.messageWaiting)
            default: wording.html(.messageFailed)
            }
        return .members(["type": .outside(notice.type), "date": .markup(SafeHTML(scene.date(notice.createdAt))), "state": .markup(state)])
    }
}
