import HearbackAPI
import HearbackCore
import HearbackMetrics
import HTTPTypes
import Hummingbird
import NIOCore

extension AdminAPI {
    /// `GET metrics`: for who has the desk's socket or a token.
    func addMetrics(to group: RouterGroup<HearbackContext>) {
        group.get("metrics") { request, context in
            try context.require(.moderator, .auditor, .administrator)
            try context.requireAllBills()
            return await metrics.answer(request)
        }
    }
}

extension MetricsDesk {
    func answer(_ request: Request) async -> Response {
        let format = Exposition.Format(accepting: request.headers[.accept] ?? "")
        return Response(
            status: .ok, headers: [.contentType: format.contentType, .cacheControl: "no-store", .vary: "Accept"],
            body: .init(byteBuffer: ByteBuffer(string: await text(as: format))))
    }

    /// `GET /metrics` alone, for a scraper that shows no token.
    func router() -> Router<HearbackContext> {
        let router = Router(context: HearbackContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ObservingMiddleware(routes: requests.table("metrics", routes: ["/metrics"])))
        router.add(middleware: ProblemMiddleware())
        router.get("metrics") { request, _ in await answer(request) }
        router.refuseOtherMethods()
        return router
    }
}

extension Exposition.Format {
    /// OpenMetrics, unless plain text is liked better (RFC 9110, section 12.5.1).
    init(accepting header: String) {
        var (openMetrics, plain): (Double?, Double?) = (nil, nil)
        for range in header.split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            switch parts.first {
            case "application/openmetrics-text": openMetrics = max(openMetrics ?? 0, quality)
            case "text/plain", "text/*": plain = max(plain ?? 0, quality)
            default: break
            }
        }
        self = (plain ?? 0) > (openMetrics ?? 0) ? .prometheus : .openMetrics
    }
}
