package import HearbackCore
import HearbackReports

/// What a receipt that was handed in shows.
package enum ReceiptCheck: Hashable, Sendable {
    case holds(index: Int64, size: Int64, recorded: Instant?, words: String?)
    case fails(ProofFault)
}

extension Page {
    package static func verify(_ pasted: String, _ check: ReceiptCheck?, _ scene: PageScene) -> Page {
        let wording = scene.wording
        var members: [String: PageValue] = [
            "action": .markup(scene.path("verify")), "pasted": .markup(SafeHTML(value: pasted)), "result": .flag(false),
        ]
        switch check {
        case .holds(let index, let size, let recorded, let words):
            let values = [
                "index": wording.number(Int(index)), "size": wording.number(Int(size)),
                "date": recorded.map { scene.date($0) } ?? .words("–"),
            ]
            members["result"] = .members([
                "good": .flag(true), "said": .markup(wording.html(.verifyHolds)), "recorded": .markup(wording.html(.verifyRecorded, values)),
                "words": .optional(words.map { SafeHTML(block: $0) }), "way": .outside(TextDirection.of(words ?? "", in: scene.language)),
            ])
        case .fails(let fault):
            members["result"] = .members([
                "good": .flag(false), "said": .markup(wording.html(.verifyFails, ["cause": wording.say(fault.phrase)])),
            ])
        case nil: break
        }
        return Page(.verify, title: wording.say(.verifyTitle), section: .transparency, parts: ["verify"], members)
    }
}
