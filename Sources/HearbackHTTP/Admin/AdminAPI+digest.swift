import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

extension AdminAPI {
    /// `GET queue/digest`: what the moderators' reminder says now. `POST`: sends it now.
    func addDigest(to group: RouterGroup<HearbackContext>) {
        group.get { _, context in
            try context.require(.moderator, .responder, .auditor, .administrator)
            return try Response.json(resource(try await ledger.digest(today: digests.today, within: context.scope)))
        }
        group.post { _, context in
            try context.require(.moderator, .administrator)
            try context.requireAllBills()
            guard let sent = try await digests.send(of: nil) else {
                throw Problem(
                    .conflict, detail: "the digest has no readers",
                    hint: "name them in digest.mail_to or digest.announce_to of the configuration")
            }
            return try Response.json(
                DigestSent(told: sent.told, readers: digests.readers.count, digest: resource(sent.digest)))
        }
    }

    private func resource(_ digest: QueueDigest) -> DigestResource {
        DigestResource(
            digest, holds: digest.calls(at: now, patience: digests.patience), readers: digests.readers.count)
    }
}
