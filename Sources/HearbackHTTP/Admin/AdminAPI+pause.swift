import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    func addPause(to group: RouterGroup<HearbackContext>) {
        group.post("pause") { request, context in
            try context.require(.administrator)
            let reason = try await request.json(PauseRequest.self, limit: limits.body).value.reason
            if let reason { try Submission.check(reason, "reason", .shortField) }
            return try await act(context) { try await ledger.pauseEndpoint($0, reason: reason) }
        }
        group.post("resume") { _, context in
            try await act(context) { try await ledger.resumeEndpoint($0) }
        }
    }
}
