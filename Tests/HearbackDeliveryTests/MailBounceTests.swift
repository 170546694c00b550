import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackDelivery

@Suite("Bounces")
struct MailBounceTests {
    /// As Postfix writes it (RFC 3464, with RFC 6522's three parts).
    static let postfix = """
        Return-Path: <>
        X-Original-To: Bounces+ABC234@example.org
        Delivered-To: bounces@example.org
        Date: Fri,  6 Jan 2023 10:30:00 +0100 (CET)
        From: MAILER-DAEMON@relay.example (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: bounces+abc234@example.org
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="9B1A2.1672997400/relay.example"
        Content-Transfer-Encoding: 8bit

        This is a MIME-encapsulated message.

        --9B1A2.1672997400/relay.example
        Content-Description: Notification
        Content-Type: text/plain; charset=utf-8

        <amal@example.org>: host mx.example.org said: 550 5.1.1 unknown

        --9B1A2.1672997400/relay.example
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.example
        X-Postfix-Queue-ID: 9B1A2
        Arrival-Date: Fri,  6 Jan 2023 10:29:58 +0100 (CET)

        Final-Recipient: rfc822; amal@example.org
        Original-Recipient: rfc822;amal@example.org
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mx.example.org
        Diagnostic-Code: smtp; 550 5.1.1 <amal@example.org>: unknown
            Action: delivered

        --9B1A2.1672997400/relay.example
        Content-Description: Undelivered Message
        Content-Type: message/rfc822

        Action: delayed
        Status: 4.0.0

        --9B1A2.1672997400/relay.example--
        """

    private func path() throws -> ReturnPath { try #require(ReturnPath(base: MailSamples.address("bounces@example.org"))) }

    private func report(_ text: String, recipient: String? = nil) throws -> BounceReport? {
        BounceReport(message: Array(text.utf8), recipient: recipient, returnPath: try path())
    }

    @Test("A report is read with LF and with CR LF, by the address that it came to")
    func read() throws {
        for text in [Self.postfix, Self.postfix.replacing("\n", with: "\r\n")] {
            let report = try #require(try report(text))
            #expect(report.token == "abc234" && report.action == .failed && report.status == "5.1.1")
            #expect(report.isPermanent)
            // The envelope's recipient decides when it is known.
            #expect(try self.report(text, recipient: "bounces+zzz777@example.org")?.token == "zzz777")
            #expect(try self.report(text, recipient: "bounces@example.org") == nil)
        }
        let delayed = Self.postfix.replacing("Action: failed", with: "ACTION:  Delayed (will be tried again)")
            .replacing("Status: 5.1.1", with: "status:\n 4.4.1 (no answer)")
        #expect(try report(delayed)?.action == .delayed)
        #expect(try report(delayed)?.status == "4.4.1")
        #expect(try report(delayed)?.isPermanent == false)
    }

    @Test("Of several recipients the worst verdict counts, and the copy of the message counts for nothing")
    func several() throws {
        let two = Self.postfix.replacing(
            "Action: failed\nStatus: 5.1.1",
            with: "Action: relayed\nStatus: 2.0.0\n\nAction: failed\nStatus: 5.2.2\n\nAction: delayed\nStatus: 4.0.0")
        #expect(try report(two)?.status == "5.2.2")
    }

    @Test("Anything else is no report", arguments: [
        ("multipart/report", "multipart/mixed"), ("report-type=delivery-status", "report-type=disposition-notification"),
        ("report-type=delivery-status;", ""), ("message/delivery-status", "text/plain"), ("Action: failed", "Action: exploded"),
        ("Action: failed\n", ""), ("Status: 5.1.1\n", ""), ("Status: 5.1.1", "Status: 9.1.1"), ("Status: 5.1.1", "Status: 5.1"),
        ("Status: 5.1.1", "Status: 5.1.1111"), ("Status: 5.1.1", "Status: 5.é.1"), ("bounces+abc234", "bounces"),
        ("boundary=\"9B1A2.1672997400/relay.example\"", "boundary=\"\""), ("boundary=", "bound="),
        ("Content-Type: message/delivery-status\n", "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n"),
    ])
    func notReports(old: String, new: String) throws {
        let text = Self.postfix.replacing("X-Original-To: Bounces+ABC234@example.org\n", with: "")
        #expect(try report(text) != nil)
        #expect(try report(text.replacing(old, with: new)) == nil)
    }

    @Test("Boundaries and parameters are read as RFC 2045 writes them")
    func parameters() {
        let type = MIMEType(" Multipart/Report ; BOUNDARY=\"a;b\\\"c\" ; report-type = Delivery-Status; boundary=second; broken")
        #expect(type.type == "multipart/report")
        #expect(type.parameters == ["boundary": "a;b\"c", "report-type": "Delivery-Status"])
        for odd in ["", ";", ";;;=", "\"", "a;b=\"", "a;b=\"\\", String(repeating: ";", count: 100_000)] {
            #expect(MIMEType(odd).parameters["boundary"] == nil)
        }
    }

    @Test("Hostile messages end in nil and in bounded time")
    func hostile() throws {
        let recipient = "bounces+abc234@example.org"
        let multipart = "Content-Type: multipart/report; report-type=delivery-status; boundary=a\n\n"
        let heads = [
            String(repeating: "\n", count: 300_000), String(repeating: "X: y\n", count: 100_000),
            String(repeating: " \n", count: 200_000), multipart + String(repeating: "--a\n", count: 100_000),
            multipart + "--a\nContent-Type: message/delivery-status\n\n" + String(repeating: "\n", count: 200_000),
            "X:" + String(repeating: "x", count: 400_000),
        ]
        let begin = ContinuousClock.now
        for head in heads { #expect(try report(head, recipient: recipient) == nil) }
        #expect(ContinuousClock.now - begin < .seconds(10))
    }

    @Test("A report with bytes changed, cut or doubled is read or refused, and never ends the process")
    func mutationProperty() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("seed \(seed)")
        var generator = SplitMix64(seed: seed)
        let original = Array(Self.postfix.utf8)
        var read = 0
        for _ in 0..<500 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let index = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0 ... .max, using: &generator)
                case 1: bytes.removeSubrange(index..<min(index + 20, bytes.count))
                default: bytes.insert(contentsOf: bytes[index..<min(index + 20, bytes.count)], at: index)
                }
            }
            guard let report = BounceReport(message: bytes, returnPath: try path()) else { continue }
            read += 1
            #expect(report.status.utf8.count <= 9 && report.token.utf8.allSatisfy { $0 < 0x80 }, "seed \(seed)")
        }
        // Most changes hit words that nobody reads.
        #expect(read > 50, "seed \(seed)")
    }
}
