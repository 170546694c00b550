package import HearbackAPI
import HearbackCore
import HearbackReports

extension Page {
    /// By which rules comments are decided, and how long that may take.
    package static func policy(_ bills: [BillResource], _ scene: PageScene) -> Page {
        let wording = scene.wording
        let rights: [Phrase] = [.rightAppeal, .rightWithdraw, .rightAsked, .rightScreening, .rightCovered, .rightSilence]
        return Page(
            .policy, title: wording.say(.policyTitle), section: .policy, parts: ["policy"],
            [
                "reasons": .list(
                    RejectionReason.allCases.map { reason in
                        .members([
                            "code": .outside(reason.rawValue), "name": .markup(wording.html(Phrase(reason))),
                            "what": .markup(wording.html(Phrase(explaining: reason))),
                        ])
                    }),
                "rights": .list(rights.map { .markup(wording.html($0)) }), "hasBills": .flag(!bills.isEmpty),
                "bills": .list(bills.map { row($0.bill, scene) }),
            ])
    }

    private static func row(_ bill: Bill, _ scene: PageScene) -> PageValue {
        func days(_ count: Int) -> PageValue { .markup(SafeHTML(scene.wording.number(count))) }
        let policy = bill.policy
        let basis: SafeHTML =
            switch policy.basis {
            case .target: scene.wording.html(.basisTarget)
            case .law: SafeHTML(outside: policy.citation ?? "")
            }
        return .members([
            "title": scene.titled(bill.titles), "href": .markup(scene.path("bills", bill.id)), "first": days(policy.firstActionDays),
            "decision": days(policy.decisionDays), "answer": days(policy.answerDays), "clarification": days(policy.clarificationDays),
            "basis": .markup(basis),
        ])
    }
}
