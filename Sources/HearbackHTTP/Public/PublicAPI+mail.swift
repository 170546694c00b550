import HearbackAPI
import HearbackCore
import HearbackStore
import HTTPTypes
import Hummingbird
import NIOCore

/// The two links that e-mail carries. Opening one only shows a page: mail scanners open links too. Its button acts, and
/// so does the mail program's own button (RFC 8058).
extension PublicAPI {
    func addMail(to group: RouterGroup<HearbackContext>) {
        for purpose in [MailToken.Purpose.confirm, .unsubscribe] {
            group.get("\(purpose.rawValue)/:token") { request, context in
                _ = try number(purpose, context)
                return MailPage.question(purpose, in: request.language).response
            }
            group.post("\(purpose.rawValue)/:token") { request, context in
                let number = try number(purpose, context)
                do {
                    switch purpose {
                    case .confirm: try await ledger.confirmMail(number)
                    case .unsubscribe: try await ledger.unsubscribeMail(number)
                    }
                } catch Refusal.unknownEndpoint {
                    throw Problem(.notFound)
                }
                return MailPage.done(purpose, in: request.language).response
            }
        }
    }

    private func number(_ purpose: MailToken.Purpose, _ context: HearbackContext) throws(Problem) -> Int64 {
        let token = context.parameters.get("token") ?? ""
        guard let number = MailToken.endpoint(of: token, purpose, ledger.options.box) else { throw Problem(.notFound) }
        return number
    }
}
