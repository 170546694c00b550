import HearbackAPI
import HearbackCore
import HearbackStore
import HTTPTypes
import Hummingbird
import Logging

/// The one place where an error becomes an answer: a problem in the reader's language, the cause only in the log.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = HearbackContext

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem(answering: error)
            problem.log(error, context)
            var response = try Response.problem(problem.told(in: request.language), in: request.language.rawValue)
            if let refusal = error as? MethodRefusal { response.headers[.allow] = refusal.allowed }
            return response
        }
    }
}

extension Problem {
    /// Only errors that are known to hold no citizen's words are written out.
    func log(_ cause: any Error, _ context: HearbackContext) {
        guard code == .internalError || code == .storageFull else { return }
        let words = (cause as? StoreError)?.description ?? String(reflecting: Swift.type(of: cause))
        context.logger.error("request failed", metadata: ["error": "\(words)"])
    }

    init(answering error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as Refusal: self.init(refusal)
        case let fault as StoreError: self.init(fault)
        case let refusal as MethodRefusal: self.init(.methodNotAllowed, detail: "use \(refusal.allowed)")
        case let error as HTTPError where error.status == .notFound: self.init(.notFound)
        case let error as HTTPError where error.status == .methodNotAllowed: self.init(.methodNotAllowed)
        case let error as HTTPError where error.status.code == 413: self.init(.bodyTooLarge)
        case let error as HTTPError where (400..<500).contains(error.status.code):
            self.init(.invalidField, detail: error.body)
        default: self.init(.internalError)
        }
    }

    init(_ fault: StoreError) {
        switch fault.code {
        case .queueFull, .busy: self.init(.queueFull)
        case .shuttingDown: self.init(.shuttingDown)
        case .full: self.init(.storageFull)
        case .constraint, .foreignFile, .newerSchema, .clockMismatch, .keyMismatch, .logMismatch, .corrupt, .inputOutput: self.init(.internalError)
        }
    }
}
