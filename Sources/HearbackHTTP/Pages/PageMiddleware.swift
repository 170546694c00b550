import HearbackAPI
import HearbackCore
import HearbackPages
import HTTPTypes
import Hummingbird

/// The one place where an error becomes a page: what happened in the reader's language, the cause only in the log.
struct PageMiddleware: RouterMiddleware {
    typealias Context = HearbackContext
    let pages: PublicPages
    let language: Language

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem(answering: error)
            problem.log(error, context)
            let scene = try pages.scene(language)
            let page = problem.status == 404 ? Page.notFound(scene) : .problem(problem.told(in: language).title, scene)
            var response = PageResponse.page(
                pages.renderer.html(page, scene), language, status: .init(code: problem.status))
            if let seconds = problem.retryAfter ?? (problem.status == 503 ? 2 : nil) { response.headers[.retryAfter] = String(seconds) }
            return response
        }
    }
}
