import HearbackCore
import HearbackPages
import HearbackStore
import HearbackTransparency
import Hummingbird

/// Checks a receipt's file that somebody hands in. Nothing of it is kept.
extension PublicPages {
    func addVerify(to group: RouterGroup<HearbackContext>, _ language: Language) {
        group.get("verify") { _, _ in try verify("", nil, language) }
        group.post("verify") { request, _ in
            let pasted = try await request.form(limit: LogReceipt.bytesAtMost)["receipt"]
            return try verify(pasted, check(pasted), language)
        }
    }

    private func verify(_ pasted: String, _ check: ReceiptCheck?, _ language: Language) throws -> Response {
        let scene = try scene(language)
        return PageResponse.page(renderer.html(Page.verify(pasted, check, scene), scene), language)
    }

    private func check(_ pasted: String) -> ReceiptCheck {
        guard let log = ledger.options.log else { return .fails(.signature) }
        // A form takes away the line end that the file ends with, or adds one.
        var text = pasted
        while text.hasPrefix("\n") || text.hasPrefix(" ") { text.removeFirst() }
        while text.hasSuffix("\n") || text.hasSuffix(" ") { text.removeLast() }
        let receipt: LogReceipt
        do { receipt = try LogReceipt((text + "\n").utf8) } catch { return .fails(.unreadable) }
        do {
            let verdict = try receipt.verify(keys: log.verifiers)
            return .holds(
                index: receipt.index, size: verdict.checkpoint.size,
                recorded: verdict.leaf.string("t").flatMap { Instant(rfc3339: $0) }, words: verdict.text)
        } catch {
            return .fails(ProofFault(error))
        }
    }
}
