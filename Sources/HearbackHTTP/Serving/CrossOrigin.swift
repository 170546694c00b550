import HTTPTypes
import Hummingbird

/// Lets pages of other sites read what is public, and hand comments in (Fetch, CORS protocol); without cookies, of which there are
/// none. Receipts and endpoints, which hang on a secret, stay closed to them.
struct CrossOrigin: RouterMiddleware {
    typealias Context = HearbackContext

    private let open = CORSMiddleware<HearbackContext>(
        allowOrigin: .all, allowHeaders: [.accept, .acceptLanguage, .contentType] + [HTTPField.Name.idempotencyKey, .proofOfWork].compactMap { $0 },
        allowMethods: [.get, .head, .post, .options], exposedHeaders: ["ETag", "Location", "Retry-After"], maxAge: .seconds(86_400))

    private static let paths = [
        "/v1/comments", "/v1/bills", "/v1/statistics", "/v1/open-data", "/v1/answers.atom", "/v1/policy", "/v1/webhook-keys", "/openapi.json", "/checkpoint",
        "/tile", "/log.vkey",
    ]

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        // Only browsers that show another site's page name one.
        guard request.headers[.origin] != nil else { return try await next(request, context) }
        let path = request.uri.path
        let isOpen = Self.paths.contains { path == $0 || path.hasPrefix($0 + "/") }
        return isOpen ? try await open.handle(request, context: context, next: next) : try await next(request, context)
    }
}
