import HearbackAPI
import HearbackCore
import HearbackStore
import HearbackTransparency
import HTTPTypes
import Hummingbird
import NIOCore

extension HTTPField.Name {
    /// draft-ietf-httpapi-idempotency-key-header.
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")
}

extension PublicAPI {
    func addSubmission(to group: RouterGroup<HearbackContext>) {
        group.post("comments") { request, context in
            let receipt = try await meters.submissions.count {
                let work = HTTPField.Name.proofOfWork.flatMap { request.headers[$0] }
                try gate.admit(request.client(client, context), work: work, at: ledger.now)
                let (body, bytes) = try await request.json(SubmissionRequest.self, limit: limits.body)
                let submission = try Submission(body, limits: limits)
                let idempotency = try request.idempotencyKey(over: bytes)
                return try await ledger.submit(submission, idempotency: idempotency)
            }
            return try await created(receipt)
        }
    }

    /// A request that came again gets a proof against the present head.
    private func proof(of receipt: Receipt) async throws -> String? {
        if let leaf = receipt.log { return leaf.receipt()?.text }
        return try await ledger.logReceipt(for: receipt.token)?.text
    }

    private func created(_ receipt: Receipt) async throws -> Response {
        let token = receipt.token.text
        let url = "\(publicURL)/v1/receipts/\(token)"
        let answer = SubmissionResponse(
            id: receipt.comment.id, reference: CommentReference.text(of: receipt.comment),
            state: CommentState.received.status, receivedAt: receipt.received, decisionDue: receipt.decisionDue,
            decisionBasis: receipt.policy.basis, decisionCitation: receipt.policy.citation, receiptURL: url, receiptToken: token,
            proof: try await proof(of: receipt))
        let citation = receipt.policy.citation.map(WireJSON.string)
        let json = answer.json(receiptURL: "\(publicURLInJSON)/v1/receipts/\(token)\"", citation: citation)
        var headers = Response.jsonHeaders
        headers[.location] = url
        return Response(status: .created, headers: headers, body: .init(byteBuffer: ByteBuffer(string: json)))
    }
}

extension Request {
    /// - Throws: a problem when the key is there but not 1 to 255 printable ASCII characters.
    func idempotencyKey(over body: ByteBuffer) throws(Problem) -> IdempotencyKey? {
        guard let name = HTTPField.Name.idempotencyKey, let key = headers[name] else { return nil }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(.idempotencyKeyInvalid, detail: "use 1 to 255 printable ASCII characters, such as a UUID")
        }
        return IdempotencyKey(key: key, request: Array(body.readableBytesView))
    }
}
