import Foundation
import Glibc
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackDelivery

/// A real SMTP server (PyPI's aiosmtpd) in a process of its own, which logs what Python's email package makes of every
/// message, and misbehaves as told.
struct MailSink {
    let port: UInt16
    let scratch: Scratch
    let process: ChildProcess

    struct Message: Decodable, Sendable {
        struct Part: Decodable, Sendable {
            let type: String
            let charset: String?
            let encoding: String?
            let text: String
        }

        let client: String?
        let sender: String
        let recipients: [String]
        let tls: Bool
        let user: String?
        let content: String
        let unreadable: String?
        let headers: [[String]]
        let subject: String
        let from_name: String
        let from_address: String
        let to: [String]
        let date: String
        let message_id: String
        let type: String
        let defects: [String]
        let parts: [Part]

        var bytes: [UInt8] { Array(Data(base64Encoded: content) ?? Data()) }

        func values(of name: String) -> [String] {
            headers.filter { $0[0].lowercased() == name.lowercased() }.map { $0[1] }
        }
    }

    private struct Line: Decodable {
        let event: String
        let phase: String?
    }

    private struct Announcement: Decodable {
        let port: UInt16
    }

    /// Runs a server for the time of `body`.
    ///
    /// - Parameter arguments: see scripts/lib/smtp_relay.py.
    static func with<Value: Sendable>(
        _ scratch: Scratch, _ arguments: [String] = [], _ body: (MailSink) async throws -> Value
    ) async throws -> Value {
        let process = try ChildProcess(
            Project.python, [Project.file("scripts/lib/smtp_relay.py"), "--log", scratch.file("relay.log")] + arguments,
            output: scratch.file("relay.out"), errors: scratch.file("relay.err"))
        do {
            let port = try await waitFor("the relay's port") {
                guard process.hasExited == nil else { throw FixtureError(scratch.text(of: "relay.err")) }
                let line = scratch.text(of: "relay.out")
                return line.hasSuffix("\n")
                    ? try JSONDecoder().decode(Announcement.self, from: Data(line.utf8)).port : nil
            }
            let value = try await body(MailSink(port: port, scratch: scratch, process: process))
            process.send(signal: SIGKILL)
            _ = try await process.waitForExit()
            return value
        } catch {
            process.send(signal: SIGKILL)
            throw error
        }
    }

    /// The PEM file of the server's certificate, when it was started with `--certificate relay.key`.
    var certificate: String { scratch.file("relay.key.pem") }

    func messages() throws -> [Message] {
        try lines("message").map { try JSONDecoder().decode(Message.self, from: Data($0.utf8)) }
    }

    func connections() throws -> Int { try lines("connection").count }

    private func lines(_ event: String) throws -> [Substring] {
        try scratch.text(of: "relay.log").split(separator: "\n").filter { line in
            try JSONDecoder().decode(Line.self, from: Data(line.utf8)).event == event
        }
    }
}

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
