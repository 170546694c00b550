import HearbackCore
import HearbackDelivery
import HearbackHTTP
import HearbackStore

/// What sending e-mail needs, checked before the daemon starts.
struct MailSettings {
    let relay: MailRelay
    let from: Mailbox
    let returnPath: ReturnPath

    /// Nil when no relay is configured.
    init?(_ configuration: DaemonConfiguration) throws {
        guard !configuration.mailRelay.isEmpty else { return nil }
        let from = try Self.address(configuration.mailFrom, "mail.from")
        let bounces = configuration.mailReturnPath
        guard let returnPath = ReturnPath(base: bounces.isEmpty ? from : try Self.address(bounces, "mail.return_path")),
            let port = UInt16(exactly: configuration.mailPort),
            let security = MailRelay.Security(rawValue: configuration.mailSecurity)
        else {
            throw StartError.configuration(
                "mail.return_path leaves no room for what marks a bounce", hint: "use a shorter address, such as bounces@example.org")
        }
        do {
            relay = MailRelay(
                host: configuration.mailRelay, port: port, security: security, clientName: configuration.mailClientName,
                credentials: try configuration.mailCredentials.map { try MailCredentials(file: $0) },
                certificateAuthorityFile: configuration.mailCertificateAuthorities)
        } catch let error as MailStartError {
            throw StartError.configuration(error.problem, hint: error.hint)
        }
        self.from = Mailbox(name: configuration.institution, address: from)
        self.returnPath = returnPath
    }

    static func address(_ text: String, _ setting: String) throws -> EmailAddress {
        guard let address = EmailAddress(text) else {
            throw StartError.configuration("\(setting): '\(text)' is no e-mail address", hint: "write notices@example.org")
        }
        return address
    }
}

extension Daemon {
    static func composer(_ configuration: DaemonConfiguration, _ ledger: Ledger) -> MailComposer {
        MailComposer(
            publicURL: configuration.publicURL, institution: configuration.institution, box: ledger.options.box)
    }

    /// Reads what a mail system sends back; nil where no e-mail is sent.
    static func bounceReader(_ mail: MailSettings?, _ ledger: Ledger) -> BounceReader? {
        guard let returnPath = mail?.returnPath else { return nil }
        return { message, recipient in
            guard let report = BounceReport(message: message, recipient: recipient, returnPath: returnPath),
                let row = MailToken.row(ofBounce: report.token, ledger.options.box)
            else { return nil }
            return Bounce(row: row, isPermanent: report.isPermanent, status: report.status)
        }
    }
}
