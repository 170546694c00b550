import HearbackCore
import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// What requests are called that bring no name of their own.
enum RequestNames {
    /// Of this process, so that names stay apart over restarts.
    private static let prefix = String(UInt32.random(in: 0x1000_0000 ... .max), radix: 16)
    private static let last = Atomic<UInt64>(0)

    static func next() -> String {
        prefix + "-" + String(last.wrappingAdd(1, ordering: .relaxed).newValue, radix: 16)
    }

    /// The caller's own where it is acceptable.
    static func name(of headers: HTTPFields) -> String {
        guard let field = HTTPField.Name.requestID, let given = headers[field], RequestID.isAcceptable(given) else { return next() }
        return given
    }
}

extension HTTPField.Name {
    /// De facto: what callers and proxies call a request in their logs.
    static let requestID = HTTPField.Name("X-Request-Id")
}

/// Names each request, and counts it once it is answered. The outermost, so that it sees what problems became.
struct ObservingMiddleware: RouterMiddleware {
    typealias Context = HearbackContext
    let routes: RouteTable

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let begin = ContinuousClock.now
        let name = RequestNames.name(of: request.headers)
        let series = routes[context.endpointPath]
        var context = context
        context.logger[metadataKey: "request_id"] = "\(name)"
        var response = try await RequestID.$current.withValue(name) {
            guard request.method == .get else { return try await next(request, context) }
            return try await RouteSeries.$current.withValue(series) { try await next(request, context) }
        }
        if let field = HTTPField.Name.requestID { response.headers[field] = name }
        series.count(request.method, response.status, took: .now - begin)
        return response
    }
}
