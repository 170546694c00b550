import HearbackAPI
import HearbackCore
import HearbackPages
import HearbackStore
import HearbackTime
import HearbackTransparency
import HTTPTypes
import Hummingbird
import NIOCore

/// What the holder of a receipt may see and do. Wrong tokens and missing comments are answered alike.
extension PublicAPI {
    func addReceipts(to group: RouterGroup<HearbackContext>) {
        group.get(":token") { request, context in
            let token = try context.receiptToken()
            // Who opens the link in a browser wants the page.
            guard !request.prefersHTML else { return PageResponse.seeOther(PagePath.path(request.language, ["receipts", token.text])) }
            return try await receipt(token)
        }
        group.get(":token/proof") { _, context in
            try await proof(try context.receiptToken())
        }
        group.post(":token/withdraw") { _, context in
            try await apply(.withdrawn, context)
        }
        group.post(":token/clarify") { request, context in
            try await apply(.clarificationReceived(reply: try await text(of: request)), context)
        }
        group.post(":token/appeal") { request, context in
            try await apply(.appealed(grounds: try await text(of: request)), context)
        }
    }

    private func receipt(_ token: ReceiptToken) async throws -> Response {
        guard let dossier = try await ledger.dossier(for: token) else { throw Problem(.notFound) }
        return try .json(ReceiptResource(dossier, now: ledger.now, zone: zone))
    }

    /// A file to keep, which proves without anybody's word that the comment was taken in, when, and with which words.
    private func proof(_ token: ReceiptToken) async throws -> Response {
        guard let receipt = try await ledger.logReceipt(for: token) else { throw Problem(.notFound) }
        return Response(
            status: .ok,
            headers: [
                .contentType: LogReceipt.mediaType, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"receipt-\(receipt.index).tlog-proof\"",
            ], body: .init(byteBuffer: ByteBuffer(string: receipt.text)))
    }

    private func apply(_ action: CommentAction, _ context: HearbackContext) async throws -> Response {
        let token = try context.receiptToken()
        _ = try await ledger.apply(action, by: token)
        return try await receipt(token)
    }

    private func text(of request: Request) async throws -> String {
        let text = try await request.json(TextRequest.self, limit: limits.body).value.text
        try Submission.check(text, "text", limits.text)
        return text
    }
}

extension HearbackContext {
    func receiptToken() throws(Problem) -> ReceiptToken {
        guard let token = parameters.get("token").flatMap({ ReceiptToken(text: $0) }) else { throw Problem(.notFound) }
        return token
    }
}
