import HearbackCore
import Hummingbird
import Logging

/// Who did what to the service, where no event tells: endpoints, opt-outs, messages, imports, the clock. Acts on comments and
/// bills are events with their actor, and tokens say more themselves.
struct ActLog: RouterMiddleware {
    typealias Context = HearbackContext

    private static let events: Set<Substring> = ["comments", "campaigns", "batches", "queue", "bills", "tokens"]

    /// Reading alone is worth a line: it takes every name and address along.
    private static let told: Set<Substring> = ["export"]

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        guard (200..<300).contains(response.status.code), let noun = request.uri.path.split(separator: "/").dropFirst(2).first,
            request.method == .post && !Self.events.contains(noun) || Self.told.contains(noun)
        else { return response }
        // Paths of the admin API hold identifiers alone; what is secret is in bodies.
        context.logger.notice(
            "done at the desk",
            metadata: [
                "act": "\(request.uri.path.dropFirst("/admin/v1/".count))", "by": "\(context.caller?.user ?? "")",
                "token": "\(context.caller?.token?.id ?? "-")",
            ])
        return response
    }
}
