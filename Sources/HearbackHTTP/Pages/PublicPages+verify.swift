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
            // What is too long is not shown again.
            guard pasted.utf8.count <= LogReceipt.bytesAtMost else { return try verify("", .fails(.unreadable), language) }
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
        let isBlank: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x20 }
        let bytes = pasted.utf8.drop(while: isBlank)
        let end = bytes.lastIndex { !isBlank($0) }.map(bytes.index(after:)) ?? bytes.startIndex
        let receipt: LogReceipt
        do { receipt = try LogReceipt(Array(bytes[..<end]) + [0x0A]) } catch { return .fails(.unreadable) }
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
