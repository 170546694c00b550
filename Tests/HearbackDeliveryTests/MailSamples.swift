import Foundation
import Glibc
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackDelivery

/// Messages and relays for the tests.
enum MailSamples {
    static func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

    static func message(
        subject: String = "Hello", text: String = "Hello\n", html: String = "<p>Hello</p>\n",
        from name: String? = "Parliament", identifier: String = "msg_1", to recipient: String = "amal@example.org"
    ) throws -> MailMessage {
        try MailMessage(
            from: Mailbox(name: name, address: address("hearback@example.org")),
            to: Mailbox(address: address(recipient)), date: Instant(milliseconds: 1_672_997_400_000),
            identifier: identifier, subject: subject, text: text, html: html, language: .arabic,
            unsubscribe: MailLink("https://hearback.example.org/u/abc?x=1"))
    }

    static func envelope(_ message: MailMessage? = nil, to recipient: String = "amal@example.org") throws -> MailEnvelope {
        let path = try #require(ReturnPath(base: address("bounces@example.org")))
        return try MailEnvelope(
            sender: try #require(path.address(token: "abc234")), recipient: address(recipient),
            message: message ?? self.message(to: recipient))
    }

    static func relay(_ port: UInt16, _ security: MailRelay.Security = .none, host: String = "127.0.0.1") -> MailRelay {
        MailRelay(
            host: host, port: port, security: security, clientName: "client.example.org", connectionsAtMost: 1,
            timeouts: MailTimeouts(connect: 10_000, reply: 10_000, total: 20_000, shutDown: 300))
    }

    /// Sends one message and ends the transport.
    static func send(_ relay: MailRelay, _ envelope: MailEnvelope? = nil) async throws -> MailResult {
        let transport = try MailTransport(relay)
        let result = await transport.send(try envelope ?? self.envelope())
        await transport.shutDown()
        return result
    }
}
