import Foundation
import HearbackAPI
import HearbackCore
import HearbackStore
import Hummingbird

/// A message that came back.
package struct Bounce: Hashable, Sendable {
    /// Of the outbox.
    package var row: Int64
    package var isPermanent: Bool
    /// RFC 3463, such as `5.1.1`.
    package var status: String

    package init(row: Int64, isPermanent: Bool, status: String) {
        (self.row, self.isPermanent, self.status) = (row, isPermanent, status)
    }
}

/// Reads a delivery report (RFC 3464); nil for any other message, and for one that answers none of ours.
package typealias BounceReader = @Sendable (_ message: [UInt8], _ recipient: String?) -> Bounce?

extension AdminAPI {
    func addMail(to group: RouterGroup<HearbackContext>) {
        group.post("bounce") { request, context in
            try context.require(.administrator)
            try context.requireAllBills()
            let body = try await request.json(BounceRequest.self, limit: limits.body * 4).value
            guard let message = Data(base64Encoded: body.message) else { throw Problem(.invalidField, field: "message") }
            guard let bounce = bounces?(Array(message), body.recipient),
                try await ledger.recordBounce(row: bounce.row, isPermanent: bounce.isPermanent, status: bounce.status)
            else { return try Response.json(BounceAnswer(isRecorded: false)) }
            return try Response.json(BounceAnswer(isRecorded: true, isPermanent: bounce.isPermanent, status: bounce.status))
        }
    }
}
