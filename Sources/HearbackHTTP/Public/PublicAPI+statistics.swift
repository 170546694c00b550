import HTTPTypes
import HearbackAPI
import HearbackStore
import Hummingbird
import NIOCore
import NIOFoundationCompat

extension PublicAPI {
    /// `GET /v1/statistics` and `GET /v1/bills/{bill}/statistics`: the latency audit's headline, for everyone.
    func addStatistics(to group: RouterGroup<HearbackContext>) {
        group.get("statistics") { request, _ in try await statistics(request, bill: nil) }
        group.get("bills/:bill/statistics") { request, context in
            guard let id = context.parameters.get("bill"), try await ledger.bill(id) != nil else {
                throw Problem(.notFound)
            }
            return try await statistics(request, bill: id)
        }
    }

    private func statistics(_ request: Request, bill: String?) async throws -> Response {
        let page = try await board.page(bill: bill)
        let headers: HTTPFields = [
            .contentType: "application/json; charset=utf-8", .cacheControl: "public, max-age=60", .eTag: page.tag,
        ]
        if request.isFresh(page.tag) { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(data: page.body)))
    }
}

extension Request {
    func isFresh(_ tag: String) -> Bool { headers[.ifNoneMatch].map { EntityTag.matches($0, tag) } ?? false }
}

enum EntityTag {
    /// Whether `If-None-Match` names a tag (RFC 9110 section 13.1.2, by weak comparison).
    static func matches(_ told: String, _ tag: String) -> Bool {
        told.split(separator: ",").contains { part in
            let candidate = part.trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " }.reversed()
            return candidate.elementsEqual("*") || candidate.elementsEqual(tag) || candidate.elementsEqual("W/" + tag)
        }
    }
}
