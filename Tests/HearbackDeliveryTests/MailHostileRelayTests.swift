import Glibc
import HearbackCore
import HearbackTestSupport
import Synchronization
import Testing

@testable import HearbackDelivery

/// The measured faults of libcurl 7.88.1 as a mail client, each kept from it by a gate of ours, and relays that no
/// library would build.
@Suite("Mail and hostile relays", .keepingFailures)
struct MailHostileRelayTests {
    /// What a polite relay without any extension was sent.
    private final class Transcript: Sendable {
        private let bytes = Mutex<[UInt8]>([])

        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

        /// - Parameters:
        ///   - closing: whether it closes each connection after a message.
        ///   - dropping: whether it resets each connection on the first command of a second message.
        func script(closing: Bool = false, dropping: Bool = false) -> RawServer.Script {
            { [self] connection in
                connection.write("220 raw\r\n")
                var (isData, hasMessage) = (false, false)
                var pending: [UInt8] = []
                while let more = connection.read(atMost: 65_536) {
                    bytes.withLock { $0 += more }
                    pending += more
                    guard pending.suffix(isData ? 5 : 1) == (isData ? Array("\r\n.\r\n".utf8) : [0x0A])[...] else { continue }
                    if dropping, hasMessage { return connection.reset() }
                    let isMessage = isData
                    hasMessage = hasMessage || isMessage
                    isData = !isData && pending.starts(with: Array("DATA".utf8))
                    pending = []
                    connection.write(isData ? "354 go\r\n" : "250 ok\r\n")
                    if isMessage, closing { return }
                }
            }
        }
    }

    @Test("1 and 2: what would inject a command or a header is no address and no header", arguments: [
        "v@x.org>\r\nRCPT TO:<injected@x.org", "v@x.org\r\nBcc: a@b.org", "v@x.org\n", "v@x.org\r", "v@x.org\u{0}", "v@x.org> SIZE=1",
    ])
    func injection(text: String) {
        #expect(EmailAddress(text) == nil)
        #expect(throws: MailMessageError.self) { try MailSamples.message(subject: "x\r\n" + text) }
        #expect(throws: MailMessageError.self) { try MailSamples.message(from: text + "\u{B}") }
    }

    @Test("3: bare line feeds, bare carriage returns, NULs and eight-bit bytes never reach libcurl", arguments: [
        ("a\n.\nb\r\n", MailEnvelopeError.bareLineEnd(offset: 1)), ("a\rb\r\n", .bareLineEnd(offset: 1)),
        ("a\r\n\r", .bareLineEnd(offset: 3)), ("a\u{0}\r\n", .nul(offset: 1)), ("é\r\n", .notPrintable(offset: 0)),
        ("a\u{1B}\r\n", .notPrintable(offset: 1)), ("a", .unfinished), ("", .unfinished),
        (String(repeating: "x", count: 999) + "\r\n", .longLine(offset: 0)),
    ])
    func bareLineEnds(content: String, expected: MailEnvelopeError) throws {
        let address = try MailSamples.address("a@b.org")
        #expect(throws: expected) {
            try MailEnvelope(sender: address, recipient: address, content: Array(content.utf8))
        }
    }

    @Test("3: a line with a dot alone is stuffed, and so is one that begins with a dot")
    func dotStuffing() async throws {
        let transcript = Transcript()
        let server = try RawServer(transcript.script())
        let address = try MailSamples.address("a@b.org")
        let longest = String(repeating: "x", count: 998)
        let envelope = try MailEnvelope(
            sender: address, recipient: address, content: Array("X: y\r\n\r\n.\r\n..z\r\n\(longest)\r\n".utf8))
        #expect(try await MailSamples.send(MailSamples.relay(server.port), envelope) == .accepted(code: 250))
        #expect(transcript.text.contains("X: y\r\n\r\n..\r\n...z\r\n\(longest)\r\n.\r\n"))
    }

    @Test("4: an address that is not ASCII is none", arguments: ["é@x.org", "a@é.org", "ⵣ@x.org", "a@x.أrg", "a\u{301}@x.org"])
    func notASCII(text: String) { #expect(EmailAddress(text) == nil) }

    @Test("5: one transaction has one recipient, and the envelope stands bare on the wire")
    func oneRecipient() async throws {
        let trap = try #require(ProxyTrap.server)
        let transcript = Transcript()
        let server = try RawServer(transcript.script())
        #expect(try await MailSamples.send(MailSamples.relay(server.port)) == .accepted(code: 250))
        #expect(trap.accepted == 0)
        let commands = transcript.text.split(separator: "\r\n").prefix(4)
        #expect(commands == [
            "EHLO client.example.org", "MAIL FROM:<bounces+abc234@example.org>", "RCPT TO:<amal@example.org>", "DATA",
        ])
        #expect(transcript.text.split(separator: "\r\n").count { $0.hasPrefix("RCPT") } == 1)
    }

    @Test("6: line ends in texts arrive as line ends, and the two forms are alternatives of one another")
    func lineEnds() throws {
        let message = String(decoding: try MailSamples.message(text: "a\nb\r\nc\n").bytes, as: UTF8.self)
        // base64 of "a\r\nb\r\nc\r\n"
        #expect(message.contains("\r\n\r\nYQ0KYg0KYw0K\r\n"))
        #expect(message.contains("Content-Type: multipart/alternative;"))
    }

    @Test("Ten megabytes of greeting end in time, and no message is sent")
    func hugeGreeting() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            try await MailSink.with(scratch, ["--say", "greeting=huge"]) { (sink: MailSink) async throws in
                var relay = MailSamples.relay(sink.port)
                relay.timeouts.connect = 3_000
                let result = try await MailSamples.send(relay)
                guard case .transient(nil, let cause) = result else {
                    Issue.record("\(result)")
                    return
                }
                #expect([.timeout, .protocolError, .connection].contains(cause))
                #expect(try sink.messages().isEmpty)
            }
        }
    }

    @Test("Endless reply lines are cut off")
    func endlessReply() async throws {
        let server = try RawServer { connection in while connection.write("220-line\r\n") {} }
        #expect(
            try await MailSamples.send(MailSamples.relay(server.port)) == .transient(code: nil, cause: .protocolError))
    }

    @Test("What is not SMTP is a protocol error or a lost connection", arguments: [
        "HTTP/1.1 200 OK\r\n\r\n", "\u{0}\u{1}\u{2}\r\n", "220", "999 what\r\n", "",
    ])
    func notSMTP(greeting: String) async throws {
        let server = try RawServer { $0.write(greeting) }
        let result = try await MailSamples.send(MailSamples.relay(server.port))
        let acceptable: [MailResult] = [.protocolError, .connection].map { .transient(code: nil, cause: $0) }
        #expect(acceptable.contains(result))
    }

    @Test("A silent relay runs out of time, a closed port is no connection, an unknown name no address")
    func noAnswer() async throws {
        let server = try RawServer { $0.waitForClose() }
        var relay = MailSamples.relay(server.port)
        relay.timeouts.connect = 300
        #expect(try await MailSamples.send(relay) == .transient(code: nil, cause: .timeout))
        let port = server.port
        server.stop()
        #expect(try await MailSamples.send(MailSamples.relay(port)) == .transient(code: nil, cause: .connection))
        let nowhere = MailSamples.relay(465, .implicitTLS, host: "relay.invalid")
        #expect(try await MailSamples.send(nowhere) == .transient(code: nil, cause: .dns))
    }

    /// The silent relay never closes: that shutting down returns at all is the point.
    @Test(
        "Shutting down ends a message under way after its grace, and a relay that ignores QUIT holds nobody up",
        .timeLimit(.minutes(1)))
    func shutDown() async throws {
        let silent = try RawServer { $0.waitForClose() }
        let transport = try MailTransport(MailSamples.relay(silent.port))
        let envelope = try MailSamples.envelope()
        async let first = transport.send(envelope)
        async let second = transport.send(envelope)
        try await waitUntil("the relay has a connection") { silent.accepted == 1 }
        await transport.shutDown()
        let results = await [first, second]
        #expect(Set(results) == [.transient(code: nil, cause: .stopped), .notSent])

        let scratch = try Scratch(named: #function)
        try await scratch.use {
            try await MailSink.with(scratch, ["--say", "QUIT=hang"]) { (sink: MailSink) async throws in
                let transport = try MailTransport(MailSamples.relay(sink.port))
                #expect(await transport.send(envelope) == .accepted(code: 250))
                let begin = ContinuousClock.now
                await transport.shutDown()
                #expect(ContinuousClock.now - begin < .seconds(5))
            }
        }
    }

    @Test("A relay that gave up the kept connection, before or while we write, is connected to again", arguments: [
        (true, false), (false, true),
    ])
    func reconnects(closing: Bool, dropping: Bool) async throws {
        let server = try RawServer(Transcript().script(closing: closing, dropping: dropping))
        let transport = try MailTransport(MailSamples.relay(server.port))
        let envelope = try MailSamples.envelope()
        for _ in 0..<3 { #expect(await transport.send(envelope) == .accepted(code: 250)) }
        await transport.shutDown()
        #expect(server.accepted == 3)
    }
}
