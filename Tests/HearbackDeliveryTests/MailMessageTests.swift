import Foundation
import HearbackCore
import HearbackTestSupport
import Testing

@testable import HearbackDelivery

@Suite("The writing of mail")
struct MailMessageTests {
    private static let controls: [Unicode.Scalar] =
        (0...0x1F).map { Unicode.Scalar(UInt8($0)) } + (0x7F...0x9F).map { Unicode.Scalar(UInt8($0)) }

    @Test("Every control character is refused in every header, with its place", arguments: controls)
    func controlsInHeaders(control: Unicode.Scalar) throws {
        let text = "ab\(control)c"
        #expect(throws: MailMessageError.control(.subject, scalar: control.value, offset: 2)) {
            try MailSamples.message(subject: text)
        }
        #expect(throws: MailMessageError.control(.from, scalar: control.value, offset: 2)) {
            try MailSamples.message(from: text)
        }
        #expect(throws: MailMessageError.control(.to, scalar: control.value, offset: 2)) {
            try MailMessage(
                from: Mailbox(address: MailSamples.address("a@b.org")),
                to: Mailbox(name: text, address: MailSamples.address("c@d.org")), date: Instant(milliseconds: 0),
                identifier: "m", subject: "s", text: "t", html: "h", language: .english)
        }
        #expect(throws: MailMessageError.unusableIdentifier) { try MailSamples.message(identifier: text) }
        #expect(EmailAddress("a@b.org\(control)") == nil && EmailAddress("\(control)a@b.org") == nil)
        #expect(MailLink("https://a.org/\(control)") == nil)
    }

    @Test("In texts only tabs and line ends pass", arguments: controls)
    func controlsInTexts(control: Unicode.Scalar) {
        let allowed = control == "\n" || control == "\t"
        for field in [MailMessageError.Field.text, .html] {
            func make() throws {
                _ = field == .text
                    ? try MailSamples.message(text: "ab\(control)c") : try MailSamples.message(html: "ab\(control)c")
            }
            if allowed {
                #expect(throws: Never.self) { try make() }
            } else {
                #expect(throws: MailMessageError.control(field, scalar: control.value, offset: 2)) { try make() }
            }
        }
    }

    @Test("Too long, empty and unusable are told apart")
    func limits() {
        #expect(throws: MailMessageError.tooLong(.subject, limit: 1_024)) {
            try MailSamples.message(subject: String(repeating: "é", count: 513))
        }
        #expect(throws: MailMessageError.empty(.subject)) { try MailSamples.message(subject: "") }
        #expect(throws: MailMessageError.empty(.text)) { try MailSamples.message(text: "") }
        #expect(throws: MailMessageError.tooLong(.html, limit: 262_144)) {
            try MailSamples.message(html: String(repeating: "x", count: 262_145))
        }
        #expect(throws: MailMessageError.unusableIdentifier) { try MailSamples.message(identifier: "msg.1") }
        #expect(throws: MailMessageError.unusableIdentifier) { try MailSamples.message(identifier: "é") }
    }

    @Test("Encoded words are whole UTF-8, at most 75 bytes on lines of at most 78, and give the text back")
    func encodedWordsProperty() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("seed \(seed)")
        var generator = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let text = MailAlphabet.text(using: &generator)
            var writer = MailHeaderWriter()
            writer.unstructured(["Subject", "X-A-Long-Name-Of-A-Header-Field", "X"].randomElement(using: &generator) ?? "X", text)
            #expect(writer.text.hasSuffix("\r\n"))
            let lines = writer.text.dropLast(1).split(separator: "\r\n")
            #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }, "seed \(seed)")
            #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") && $0.contains { $0 != " " } }, "seed \(seed)")
            let value = try #require(lines.joined().split(separator: ":", maxSplits: 1).last).dropFirst()
            #expect(Array(try Self.decoded(String(value)).unicodeScalars) == Array(text.unicodeScalars), "seed \(seed)")
        }
    }

    @Test("A scalar that fits to the last byte is not moved, and one that does not is not cut", arguments: 0...12)
    func boundary(padding: Int) throws {
        for scalar in ["é", "ⵣ", "👍"] {
            let text = "é" + String(repeating: "x", count: 34 + padding) + scalar
            let words = EncodedWords.encode(text, room: 75)
            #expect(words.allSatisfy { $0.utf8.count <= 75 })
            #expect(words.count == (text.utf8.count <= 45 ? 1 : 2))
            #expect(try Self.decoded(words.joined(separator: " ")) == text)
        }
    }

    @Test("A message has only printable lines of at most 998 bytes, whatever stands in it")
    func wire() throws {
        let message = try MailSamples.message(
            subject: "ⵣ" + String(repeating: "ع", count: 400), text: String(repeating: "x", count: 5_000) + "\n.\n",
            from: String(repeating: "ⵣ", count: 300))
        let lines = String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } })
        #expect(!lines.contains { $0.hasPrefix(".") })
        #expect(throws: Never.self) { try MailSamples.envelope(message) }
    }

    @Test("Dates are those of RFC 5322", arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_672_997_400_999, "Fri, 06 Jan 2023 09:30:00 +0000"),
        (1_709_251_199_000, "Thu, 29 Feb 2024 23:59:59 +0000"), (Int64.min, "Thu, 01 Jan 1970 00:00:00 +0000"),
        (Int64.max, "Fri, 31 Dec 9999 23:59:59 +0000"),
    ] as [(Int64, String)])
    func dates(milliseconds: Int64, text: String) {
        #expect(Instant(milliseconds: milliseconds).rfc5322 == text)
    }

    @Test("One-click unsubscribing is announced for https alone")
    func unsubscribe() throws {
        let address = try MailSamples.address("a@b.org")
        func headers(_ link: String) throws -> String {
            let link = try #require(MailLink(link))
            let message = try MailMessage(
                from: Mailbox(address: address), to: Mailbox(address: address), date: Instant(milliseconds: 0),
                identifier: "m", subject: "s", text: "t", html: "h", language: .french, unsubscribe: link)
            return String(decoding: message.bytes, as: UTF8.self)
        }
        #expect(try headers("https://h.org/u").contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
        let plain = try headers("http://localhost/u")
        #expect(plain.contains("\r\nList-Unsubscribe: <http://localhost/u>\r\n") && !plain.contains("One-Click"))
    }

    @Test("A link is an http or https URL and nothing more", arguments: [
        "javascript:alert(1)", "https://", "https://a.org/ b", "https://a.org/\"onclick=", "https://a.org/<b>", "//a.org", "",
        "HTTPS://a.org", "https://a.org/é", "https://a.org/" + String(repeating: "x", count: 900),
    ])
    func badLinks(text: String) { #expect(MailLink(text) == nil) }

    @Test("Tokens travel in the return path, whatever case they come back in; nothing else is a token")
    func returnPath() throws {
        let path = try #require(ReturnPath(base: MailSamples.address("Bounces@Example.org")))
        let address = try #require(path.address(token: "abc234"))
        #expect(address.text == "Bounces+abc234@Example.org")
        #expect(path.token(in: "BOUNCES+ABC234@EXAMPLE.ORG") == "abc234")
        for foreign in [
            "bounces@example.org", "bounces+@example.org", "bounces+abc@other.org", "x+abc@example.org", "bounces+a1@example.org",
            "bounces+a+b@example.org", "bounces+abc@example.org\r\n", "",
        ] {
            #expect(path.token(in: foreign) == nil)
        }
        for bad in ["", "ABC", "a b", "a1", "é", String(repeating: "a", count: 57)] { #expect(path.address(token: bad) == nil) }
        #expect(path.address(token: String(repeating: "a", count: 56)) != nil)
        #expect(ReturnPath(base: try MailSamples.address(String(repeating: "b", count: 38) + "@example.org")) == nil)
    }

    /// Reads a value of encoded words only, or of none.
    private static func decoded(_ value: String) throws -> String {
        guard value.contains("=?utf-8?B?") else { return value }
        return try value.split(separator: " ").map { word in
            #expect(word.hasPrefix("=?utf-8?B?") && word.hasSuffix("?=") && word.utf8.count <= 75)
            let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            return try #require(String(validating: data, as: UTF8.self))
        }.joined()
    }
}
