package import HearbackAPI
package import HearbackCore
import HearbackReports

extension Page {
    /// Where a comment stands, for who holds its receipt.
    ///
    /// - Parameters:
    ///   - token: the receipt's secret, part of the page's own address.
    ///   - form: the signed token of the page's forms.
    ///   - isDecidedTwice: whether an appeal has been decided.
    package static func receipt(
        _ receipt: ReceiptResource, of bill: Bill, token: String, proof: ProofStanding, form: String, mayAppeal: Bool,
        fault: FormFault? = nil, draft: String = "", _ scene: PageScene
    ) -> Page {
        let parts = ["receipts", token]
        let path = scene.path("receipts", token).text
        let view = ReceiptView(receipt: receipt, mayAppeal: mayAppeal, scene: scene)
        let more: [String: PageValue] = [
            "bill": scene.titled(bill.titles), "billPage": .markup(scene.path("bills", bill.id)), "path": .markup(SafeHTML(own: path)),
            "proof": proofValue(proof, scene), "proofFile": .outside("/v1/receipts/\(token)/proof"),
            "token": .markup(SafeHTML(value: form)), "draft": .markup(SafeHTML(value: draft)),
            "fault": fault.map { .members(["text": .markup($0.told(in: scene.wording))]) } ?? .flag(false),
        ]
        return Page(
            .receipt, title: scene.wording.say(.receiptTitle, ["reference": .figure(receipt.reference)]), section: .bills, parts: parts,
            hasScript: true, view.members.merging(more) { $1 })
    }

    private static func proofValue(_ proof: ProofStanding, _ scene: PageScene) -> PageValue {
        let wording = scene.wording
        switch proof {
        case .none: return .flag(false)
        case .holds(let index, let size, let recorded):
            let values = [
                "index": wording.number(Int(index)), "size": wording.number(Int(size)), "date": scene.date(recorded),
            ]
            return .members(["holds": .markup(wording.html(.proofHolds, values))])
        case .fails(let fault):
            return .members(["fails": .markup(wording.html(.proofFails, ["cause": wording.say(fault.phrase)]))])
        }
    }
}
