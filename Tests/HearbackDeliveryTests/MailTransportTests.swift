import Glibc
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackDelivery

// One server at a time: some of its neighbours measure time.
@Suite("Mail through a real relay", .serialized, .keepingFailures)
struct MailTransportTests {
    @Test("A notice arrives as it was written, in every language and direction", arguments: [
        ("Hello", "Parliament"),
        ("HB-ZE76-GW3X: نُشر تعليقكم حول مشروع القانون رقم 59.21 المتعلق بالتعليم المدرسي بالمملكة المغربية", "مجلس النواب"),
        ("\u{2068}HB-ZE76-GW3X\u{2069}: ⵉⵜⵜⵓⴼⵙⵔ ⵓⵅⴼⴰⵡⴰⵍ ⵏⵏⵓⵏ ⵅⴼ ⵓⵙⵏⴼⴰⵔ ⵏ ⵓⵣⵔⴼ ⵏ ⵓⵙⵙⵍⵎⴷ ⴳ ⵜⵉⵏⵎⵍ", "ⴰⴳⵔⴰⵡ ⵏ ⵉⵏⵓⵔⴰⴱ"),
        ("👩‍👩‍👧‍👦 🇲🇦 👍🏽 e\u{301} " + String(repeating: "🏴󠁧󠁢󠁳󠁣󠁴󠁿", count: 12), "🏛️ Cámara"),
        ("=?utf-8?Q?not=20encoded?= by anybody", "Smith, \"Bob\" \\ <x@y.z>"),
        ("two  spaces, and " + String(repeating: "long", count: 50), "Chambre des représentants"),
        (" a leading and a trailing space ", "a=?b"),
    ])
    func languages(subject: String, name: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            try await MailSink.with(scratch) { (sink: MailSink) async throws in
                let text = "سطر\n.\n..\n\nⵜⴰⵎⴰⵣⵉⵖⵜ 👍🏽\n.\r\nFrom here\n-- \nend\n"
                let message = try MailSamples.message(
                    subject: subject, text: text, html: "<p dir=\"rtl\">\(text)</p>\n", from: name)
                let result = try await MailSamples.send(
                    MailSamples.relay(sink.port), MailSamples.envelope(message))
                #expect(result == .accepted(code: 250))
                let got = try #require(try sink.messages().first)
                #expect(got.bytes == message.bytes)
                #expect(got.unreadable == nil && got.defects.isEmpty)
                #expect(got.subject == subject)
                #expect(got.from_name == name && got.from_address == "hearback@example.org")
                #expect(got.to == ["amal@example.org"] && got.recipients == ["amal@example.org"])
                #expect(got.sender == "bounces+abc234@example.org" && got.client == "client.example.org")
                #expect(got.message_id == "<msg_1@example.org>" && got.date == "2023-01-06T09:30:00+00:00")
                #expect(got.values(of: "List-Unsubscribe") == ["<https://hearback.example.org/u/abc?x=1>"])
                #expect(got.values(of: "List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"])
                #expect(got.values(of: "Auto-Submitted") == ["auto-generated"])
                #expect(got.values(of: "Content-Language") == ["ar"] && got.values(of: "MIME-Version") == ["1.0"])
                #expect(got.type == "multipart/alternative")
                #expect(got.parts.map(\.type) == ["text/plain", "text/html"])
                #expect(got.parts.allSatisfy { $0.charset == "utf-8" && $0.encoding == "base64" })
                let canonical = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\r\n")
                #expect(got.parts.first?.text.unicodeScalars.elementsEqual(canonical.unicodeScalars) == true)
            }
        }
    }

    @Test("Random subjects of all scripts are read by Python as they were written")
    func randomSubjects() async throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("seed \(seed)")
        var generator = SplitMix64(seed: seed)
        let subjects = (0..<40).map { _ in MailAlphabet.text(using: &generator) }
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            try await MailSink.with(scratch) { (sink: MailSink) async throws in
                let transport = try MailTransport(MailSamples.relay(sink.port))
                for subject in subjects {
                    let envelope = try MailSamples.envelope(MailSamples.message(subject: subject))
                    #expect(await transport.send(envelope) == .accepted(code: 250))
                }
                await transport.shutDown()
                let got = try sink.messages().map(\.subject)
                #expect(got.map { Array($0.unicodeScalars) } == subjects.map { Array($0.unicodeScalars) }, "seed \(seed)")
                // One connection carried them all.
                #expect(try sink.connections() == 1)
            }
        }
    }

    @Test("STARTTLS and implicit TLS with a password; the password goes nowhere without TLS", arguments: [
        (MailRelay.Security.startTLS, "starttls"), (.implicitTLS, "tls"),
    ])
    func authenticated(security: MailRelay.Security, name: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let arguments = [
                "--security", name, "--certificate", scratch.file("relay.key"), "--user", "amal", "--password", "s€cret",
            ]
            try await MailSink.with(scratch, arguments) { (sink: MailSink) async throws in
                var relay = MailSamples.relay(sink.port, security)
                relay.certificateAuthorityFile = sink.certificate
                relay.credentials = try credentials(scratch, "amal\ns€cret\n")
                #expect(try await MailSamples.send(relay) == .accepted(code: 250))
                let got = try #require(try sink.messages().first)
                #expect(got.tls && got.user == "amal")

                relay.credentials = try credentials(scratch, "amal\nwrong\n")
                #expect(try await MailSamples.send(relay) == .transient(code: 535, cause: .authentication))
                // An authority that nobody knows.
                relay.certificateAuthorityFile = nil
                #expect(try await MailSamples.send(relay) == .transient(code: nil, cause: .tls))
                #expect(try sink.messages().count == 1)
            }
        }
    }

    @Test("A certificate for another name is refused", arguments: [
        (MailRelay.Security.startTLS, "starttls"), (.implicitTLS, "tls"),
    ])
    func wrongName(security: MailRelay.Security, name: String) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let arguments = ["--security", name, "--certificate", scratch.file("relay.key"), "--name", "other.example"]
            try await MailSink.with(scratch, arguments) { (sink: MailSink) async throws in
                var relay = MailSamples.relay(sink.port, security)
                relay.certificateAuthorityFile = sink.certificate
                #expect(try await MailSamples.send(relay) == .transient(code: nil, cause: .tls))
                #expect(try sink.messages().isEmpty)
            }
        }
    }

    @Test("Without STARTTLS on offer nothing is sent, neither message nor password")
    func strippedStartTLS() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            let arguments = ["--user", "amal", "--password", "x", "--say", "STARTTLS=strip"]
            try await MailSink.with(scratch, arguments) { (sink: MailSink) async throws in
                var relay = MailSamples.relay(sink.port, .startTLS)
                relay.credentials = try credentials(scratch, "amal\nx\n")
                #expect(try await MailSamples.send(relay) == .transient(code: nil, cause: .tls))
                #expect(try sink.messages().isEmpty)
            }
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let say: String
        let expected: MailResult
        var testDescription: String { say }

        init(_ say: String, _ expected: MailResult) { (self.say, self.expected) = (say, expected) }
    }

    static let refusals = [
        Refusal("greeting=421 4.3.2 busy", .transient(code: 421, cause: .greeting)),
        Refusal("greeting=554 5.3.2 no", .transient(code: 554, cause: .greeting)),
        Refusal("greeting=drop", .transient(code: nil, cause: .connection)),
        Refusal("EHLO=421 4.3.2 busy", .transient(code: 421, cause: .greeting)),
        Refusal("EHLO=550 5.7.1 no", .transient(code: 550, cause: .greeting)),
        Refusal("MAIL=451 4.3.0 later", .transient(code: 451, cause: .sender)),
        Refusal("MAIL=550 5.7.1 not you", .permanent(code: 550, cause: .sender)),
        Refusal("MAIL=530 5.7.0 authentication required", .transient(code: 530, cause: .authentication)),
        Refusal("MAIL=drop", .transient(code: nil, cause: .connection)),
        Refusal("RCPT=450 4.2.1 greylisted", .transient(code: 450, cause: .recipient)),
        Refusal("RCPT=550 5.1.1 unknown", .permanent(code: 550, cause: .recipient)),
        Refusal("RCPT=550-5.1.1 unknown\\n550-5.1.1 really\\n550 5.1.1 unknown", .permanent(code: 550, cause: .recipient)),
        Refusal("RCPT=drop", .transient(code: nil, cause: .connection)),
        Refusal("DATA=451 4.3.0 later", .transient(code: 451, cause: .content)),
        Refusal("DATA=554 5.5.1 no", .permanent(code: 554, cause: .content)),
        Refusal("MESSAGE=452 4.3.1 full", .transient(code: 452, cause: .content)),
        Refusal("MESSAGE=554 5.7.1 looks like spam", .permanent(code: 554, cause: .content)),
        Refusal("MESSAGE=drop", .transient(code: nil, cause: .connection)),
        Refusal("MESSAGE=250-taken\\n250 2.0.0 really", .accepted(code: 250)),
        Refusal("greeting=220-one\\n220-two\\n220 three", .accepted(code: 250)),
    ]

    @Test("A refusal is classed by the relay's code and where it came", arguments: refusals)
    func refused(refusal: Refusal) async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            try await MailSink.with(scratch, ["--say", refusal.say]) { (sink: MailSink) async throws in
                #expect(try await MailSamples.send(MailSamples.relay(sink.port)) == refusal.expected)
            }
        }
    }

    @Test("A relay that drops us after the final dot has the message: sent again, it is the same")
    func droppedAfterDot() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            try await MailSink.with(scratch, ["--say", "MESSAGE=drop"]) { (sink: MailSink) async throws in
                let (relay, envelope) = (MailSamples.relay(sink.port), try MailSamples.envelope())
                for _ in 0..<2 {
                    #expect(try await MailSamples.send(relay, envelope) == .transient(code: nil, cause: .connection))
                }
                let got = try sink.messages()
                #expect(got.map(\.message_id) == ["<msg_1@example.org>", "<msg_1@example.org>"])
                #expect(got.first?.content == got.last?.content)
            }
        }
    }

    @Test("A refused message costs the next ones nothing")
    func afterRefusal() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            try await MailSink.with(scratch, ["--say", "RCPT=550 5.1.1 unknown"]) { (sink: MailSink) async throws in
                let transport = try MailTransport(MailSamples.relay(sink.port))
                let envelope = try MailSamples.envelope()
                for _ in 0..<3 {
                    #expect(await transport.send(envelope) == .permanent(code: 550, cause: .recipient))
                }
                await transport.shutDown()
                #expect(await transport.send(envelope) == .notSent)
                #expect(try sink.connections() <= 3)
            }
        }
    }

    @Test("Several threads send side by side, and every message arrives once")
    func parallel() async throws {
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            try await MailSink.with(scratch) { (sink: MailSink) async throws in
                var relay = MailSamples.relay(sink.port)
                relay.connectionsAtMost = 4
                let transport = try MailTransport(relay)
                let results = try await withThrowingTaskGroup(of: MailResult.self) { group in
                    for number in 0..<60 {
                        let message = try MailSamples.message(identifier: "msg_\(number)")
                        let envelope = try MailSamples.envelope(message)
                        group.addTask { await transport.send(envelope) }
                    }
                    return try await group.reduce(into: [MailResult]()) { $0.append($1) }
                }
                await transport.shutDown()
                #expect(results == [MailResult](repeating: .accepted(code: 250), count: 60))
                let identifiers = Set(try sink.messages().map(\.message_id))
                #expect(identifiers == Set((0..<60).map { "<msg_\($0)@example.org>" }))
                #expect(try sink.messages().count == 60)
                #expect(try sink.connections() <= 4)
            }
        }
    }

    private func credentials(_ scratch: Scratch, _ text: String) throws -> MailCredentials {
        let path = try scratch.write(text, to: "credentials")
        chmod(path, 0o600)
        return try MailCredentials(file: path)
    }
}
