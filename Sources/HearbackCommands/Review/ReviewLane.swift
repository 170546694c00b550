import HearbackAPI
import HearbackClient
import HearbackCore
import HearbackReview

/// Carries out what a session wants of the daemon, one after the other, and tells what came of it.
struct ReviewLane: Sendable {
    let client: AdminClient
    /// In whose name the daemon records.
    let user: String
    /// The daemon's clock.
    let now: Clock

    mutating func answer(to effect: ReviewEffect) async -> ReviewEvent? {
        do {
            return try await perform(effect)
        } catch let problem as Problem {
            return await refusal(of: effect, problem)
        } catch {
            let words = ErrorWords.of(error)?.message ?? "\(error)"
            return Self.isAnswer(error) ? .refused(effect, why: words, now: nil) : .unreachable(effect, why: words)
        }
    }

    private mutating func perform(_ effect: ReviewEffect) async throws -> ReviewEvent? {
        switch effect {
        case .claimNext(let filter, let after):
            do {
                return .claimed(try await next(filter, after: after))
            } catch let problem as Problem where problem.code == .notFound {
                return .nothingBehind(after)
            }
        case .renew(let id): return .renewed(try await client.claim(id, ClaimRequest()))
        case .takeBack(let id): return .returned(try await client.claim(id, ClaimRequest()))
        case .release(let id):
            _ = try await client.release(id)
            return .released
        case .send(let ticket, let isRepeated):
            if isRepeated, let done = try await outcome(of: ticket) { return .sent(ticket, done) }
            return .sent(ticket, try await send(ticket))
        case .redact(let id, let request): return .redacted(try await client.redact(id, request))
        case .undo(let id):
            do {
                _ = try await client.undo(id)
            } catch let problem as Problem where problem.code == .notFound || problem.code == .methodNotAllowed {
                return .refused(effect, why: Self.noUndo, now: nil)
            }
            // The comment waits again, and is read again by who decided it.
            return .returned(try await client.claim(id, ClaimRequest()))
        case .figures: return .figures(try await client.queueStats())
        case .bill(let id): return .bill(try await client.bill(id))
        case .edit, .suspend, .repaint, .quit: return nil
        }
    }

    /// For a daemon that knows no undo.
    private static let noUndo = "this daemon can’t take decisions back; see 'hearback comment unpublish'"

    private func next(_ filter: ReviewFilter, after: String?) async throws -> CommentResource {
        let flag: String? =
            switch filter.flags {
            case nil: nil
            case .unflagged: "none"
            case .flagged(let flag): flag.rawValue
            }
        let before = filter.olderThanDays.map { now().advanced(byMilliseconds: -Int64($0) * 86_400_000) }
        return try await client.nextComment(
            bill: filter.bill, language: filter.language, flag: flag, kind: filter.kind, receivedBefore: before, after: after,
            fresh: true)
    }

    /// The comment, when an earlier try went through unheard.
    private func outcome(of ticket: Ticket) async throws -> CommentResource? {
        let comment = try await client.comment(ticket.comment.id)
        return ticket.isDone(in: comment, by: user) ? comment : nil
    }

    private func send(_ ticket: Ticket) async throws -> CommentResource {
        let (id, seen) = (ticket.comment.id, ticket.comment.revision)
        return switch ticket.verdict {
        case .publish: try await client.publish(id, expecting: seen)
        case .reject(let reason, let explanation):
            try await client.reject(id, RejectionRequest(reason: reason.rawValue, explanation: explanation), expecting: seen)
        case .clarify(let question): try await client.clarify(id, TextRequest(text: question), expecting: seen)
        // Takes nothing from anybody, whatever happened.
        case .note(let text): try await client.note(id, TextRequest(text: text))
        }
    }

    /// A no, with how the comment stands now; a daemon that can't just now is as good as none.
    private func refusal(of effect: ReviewEffect, _ problem: Problem) async -> ReviewEvent {
        let why = ErrorWords.of(problem).message
        switch problem.code {
        case .queueFull, .storageFull, .shuttingDown, .notReady: return .unreachable(effect, why: why)
        default: break
        }
        guard let id = effect.comment else { return .refused(effect, why: why, now: nil) }
        do {
            return .refused(effect, why: why, now: try await client.comment(id))
        } catch is Problem {
            return .refused(effect, why: why, now: nil)
        } catch {
            return .unreachable(effect, why: why)
        }
    }

    /// Whether the daemon, or what sits in its place, did answer.
    private static func isAnswer(_ error: any Error) -> Bool {
        switch error as? ClientError {
        case .notUnderstood, .unknownProblem, .responseTooLarge: true
        default: false
        }
    }
}

extension ReviewEffect {
    /// The comment that it is about.
    var comment: String? {
        switch self {
        case .renew(let id), .takeBack(let id), .release(let id), .undo(let id): id
        case .redact(let id, _): id
        case .send(let ticket, _): ticket.comment.id
        case .claimNext, .figures, .bill, .edit, .suspend, .repaint, .quit: nil
        }
    }
}
