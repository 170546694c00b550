import Glibc
import HearbackTestSupport
import Testing

@testable import HearbackDelivery

@Suite("The relay's configuration", .keepingFailures)
struct MailRelayTests {
    @Test("A relay's URL carries the name for EHLO", arguments: [
        ("relay.example.org", 465, .implicitTLS, "smtps://relay.example.org:465/client.example.org"),
        ("relay.example.org", 587, .startTLS, "smtp://relay.example.org:587/client.example.org"),
        ("::1", 25, .none, "smtp://[::1]:25/client.example.org"),
        ("127.0.0.2", 25, .none, "smtp://127.0.0.2:25/client.example.org"),
        ("localhost", 25, .none, "smtp://localhost:25/client.example.org"),
    ] as [(String, UInt16, MailRelay.Security, String)])
    func urls(host: String, port: UInt16, security: MailRelay.Security, url: String) throws {
        #expect(try MailSamples.relay(port, security, host: host).url() == url)
    }

    @Test("Hosts that could end the URL, and plain mail to other machines, are refused", arguments: [
        ("", .startTLS), ("a b", .startTLS), ("a/b", .implicitTLS), ("a@b", .startTLS), ("é.org", .startTLS),
        ("-a.org", .startTLS), ("a..org", .startTLS), ("relay.example.org", .none), ("10.0.0.1", .none), ("::ffff:10.0.0.1", .none), ("a\r\nb", .startTLS),
    ] as [(String, MailRelay.Security)])
    func refused(host: String, security: MailRelay.Security) {
        #expect(throws: MailStartError.self) { try MailTransport(MailSamples.relay(587, security, host: host)) }
    }

    @Test("A name for EHLO is a host name, a port is not 0, a file of authorities can be read")
    func otherFaults() {
        for name in ["", "a b", "x/y", "[127.0.0.1]", "é"] {
            var relay = MailSamples.relay(25)
            relay.clientName = name
            #expect(throws: MailStartError.self) { try MailTransport(relay) }
        }
        #expect(throws: MailStartError.self) { try MailTransport(MailSamples.relay(0)) }
        var relay = MailSamples.relay(465, .implicitTLS)
        relay.certificateAuthorityFile = "/nonexistent/ca.pem"
        #expect(throws: MailStartError.self) { try MailTransport(relay) }
    }

    @Test("Credentials are two lines of a file that not everybody may read, and print without the password")
    func credentials() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            func read(_ text: String, mode: mode_t) throws -> MailCredentials {
                let path = try scratch.write(text, to: "credentials")
                chmod(path, mode)
                return try MailCredentials(file: path)
            }
            let good = try read("amal\ns€cret with spaces\n", mode: 0o640)
            #expect(good.user == "amal" && good.password == "s€cret with spaces")
            #expect(!"\(good)".contains("s€cret") && !String(reflecting: good).contains("s€cret"))
            #expect(throws: MailStartError.self) { try read("amal\nsecret\n", mode: 0o644) }
            #expect(throws: MailStartError.self) { try read("amal\nsecret\n", mode: 0o602) }
            for text in [
                "", "amal", "amal\n", "amal\n\n", "\nsecret\n", "a\nb\nc\n", "a\r\nb\r\n", "a\n\u{0}\n",
                "a\n" + String(repeating: "x", count: 5_000),
            ] {
                #expect(throws: MailStartError.self) { try read(text, mode: 0o600) }
            }
            #expect(throws: MailStartError.self) { try MailCredentials(file: scratch.path) }
            #expect(throws: MailStartError.self) { try MailCredentials(file: scratch.file("missing")) }
            mkfifo(scratch.file("pipe"), 0o600)
            #expect(throws: MailStartError.self) { try MailCredentials(file: scratch.file("pipe")) }
            // Over a plain connection they are refused, even on this machine.
            var relay = MailSamples.relay(25)
            relay.credentials = good
            #expect(throws: MailStartError.self) { try MailTransport(relay) }
        }
    }

    @Test("Commands move a conversation on, and replies are counted")
    func conversation() {
        var conversation = MailConversation()
        #expect(conversation.phase == .connecting)
        let isShort = conversation.received(byteCount: 10)
        #expect(isShort && conversation.phase == .greeting)
        for (line, phase) in [
            ("EHLO x\r\n", MailConversation.Phase.greeting), ("starttls\r\n", .startTLS), ("AUTH PLAIN\r\n", .authentication),
            ("AGFtYWwAeA==\r\n", .authentication), ("MAIL FROM:<a@b.c>\r\n", .sender), ("RCPT TO:<a@b.c>\r\n", .recipient),
            ("DATA\r\n", .content),
        ] {
            conversation.sent(Array(line.utf8))
            #expect(conversation.phase == phase)
        }
        let isLong = !conversation.received(byteCount: MailConversation.replyLimit)
        #expect(isLong)
        #expect(conversation.failure(code: 250, cause: .connection) == .transient(code: nil, cause: .connection))
        #expect(conversation.failure(code: 550, cause: .tls) == .transient(code: nil, cause: .tls))
    }
}
