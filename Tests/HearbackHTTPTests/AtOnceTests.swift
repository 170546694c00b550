import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Synchronization
import Testing

@testable import HearbackHTTP

@Suite("What is answered at once")
struct AtOnceTests {
    private final class Time: Sendable {
        private let value = Mutex(NIODeadline.uptimeNanoseconds(1))
        func now() -> NIODeadline { value.withLock { $0 } }
        func pass(_ amount: TimeAmount) { value.withLock { $0 = $0 + amount } }
    }

    private let ready = ReadyAnswers()
    private let time = Time()
    private let channel: EmbeddedChannel

    init() throws {
        channel = EmbeddedChannel(handler: AtOnce(ready, serverName: "test", now: time.now))
        keep("/fr/", until: .now + .seconds(3_600))
        // The first request of a connection always goes on.
        try ask("/first")
        _ = try channel.readInbound(as: HTTPRequestPart.self)
        _ = try channel.readInbound(as: HTTPRequestPart.self)
        try reply()
    }

    private func keep(_ target: String, until: ContinuousClock.Instant) {
        ready.keep(
            .init(
                head: HTTPResponse(status: .ok, headerFields: [.eTag: "\"a\""]), notModified: HTTPResponse(status: .notModified, headerFields: [.eTag: "\"a\""]),
                tag: "\"a\"", body: ByteBuffer(string: "page"), until: until), target: target)
    }

    @Test("Who asks and does not read is not answered at once: the next request waits for its turn further on")
    func unread() throws {
        channel.isWritable = false
        try ask("/fr/")
        #expect(try channel.readOutbound(as: HTTPResponsePart.self) == nil)
        guard case .head? = try channel.readInbound(as: HTTPRequestPart.self) else {
            Issue.record("it did not go on")
            return
        }
    }

    private func ask(_ target: String, method: HTTPRequest.Method = .get, _ headers: HTTPFields = [:], body: String? = nil) throws {
        let head = HTTPRequest(method: method, scheme: "http", authority: "x", path: target, headerFields: headers)
        try channel.writeInbound(HTTPRequestPart.head(head))
        if let body { try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: body))) }
        try channel.writeInbound(HTTPRequestPart.end(nil))
    }

    /// What the application would answer.
    private func reply() throws {
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .accepted)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        _ = try channel.readOutbound(as: HTTPResponsePart.self)
        _ = try channel.readOutbound(as: HTTPResponsePart.self)
    }

    private func answered() throws -> (status: Int, body: String?)? {
        guard case .head(let head)? = try channel.readOutbound(as: HTTPResponsePart.self) else { return nil }
        #expect(head.headerFields[.server] == "test" && head.headerFields[.date]?.hasSuffix(" GMT") == true && head.headerFields[.eTag] == "\"a\"")
        var body: String?
        while let part = try channel.readOutbound(as: HTTPResponsePart.self) {
            if case .body(let buffer) = part { body = (body ?? "") + String(decoding: buffer.readableBytesView, as: UTF8.self) }
            if case .end = part { break }
        }
        return (head.status.code, body)
    }

    private func wentOn() throws -> Bool {
        guard let part = try channel.readInbound(as: HTTPRequestPart.self) else { return false }
        if case .head = part {
            while let next = try channel.readInbound(as: HTTPRequestPart.self) { if case .end = next { return true } }
        }
        return false
    }

    @Test("A page that is ready is given whole, or as not modified to who has it")
    func given() throws {
        try ask("/fr/")
        let first = try #require(try answered())
        #expect(first.status == 200 && first.body == "page")
        try ask("/fr/", [.ifNoneMatch: "\"b\", W/\"a\""])
        let second = try #require(try answered())
        #expect(second.status == 304 && second.body == nil)
        #expect(try !wentOn())
    }

    @Test("Everything else goes on: other targets, other methods, other sites, who wants to close, what is ready no longer")
    func passed() throws {
        keep("/old", until: .now)
        let requests: [(String, HTTPRequest.Method, HTTPFields)] = [
            ("/fr", .get, [:]), ("/fr/?a", .get, [:]), ("/fr/", .head, [:]), ("/fr/", .post, [:]), ("/old", .get, [:]),
            ("/fr/", .get, [.origin: "https://x.org"]), ("/fr/", .get, [.connection: "close"]),
        ]
        for (target, method, headers) in requests {
            try ask(target, method: method, headers)
            #expect(try wentOn(), "\(method) \(target) \(headers)")
            try reply()
        }
    }

    @Test("While an earlier request waits nothing is given out of turn; afterwards it is")
    func order() throws {
        try ask("/slow")
        #expect(try wentOn())
        try ask("/fr/")
        #expect(try wentOn() && channel.readOutbound(as: HTTPResponsePart.self) == nil)
        try reply()
        try ask("/fr/")
        #expect(try wentOn())
        try reply()
        try reply()
        try ask("/fr/")
        #expect(try answered()?.status == 200)
    }

    @Test("A body that comes with it is not left for others to read")
    func body() throws {
        try ask("/fr/", body: "what for")
        #expect(try answered()?.status == 200 && !wentOn())
    }

    @Test("Now and then a request goes on, so that the connection is not taken for idle")
    func seen() throws {
        time.pass(.seconds(14))
        try ask("/fr/")
        #expect(try answered()?.status == 200)
        time.pass(.seconds(2))
        try ask("/fr/")
        #expect(try wentOn())
        try reply()
        try ask("/fr/")
        #expect(try answered()?.status == 200)
    }

    @Test("The date is written as RFC 9110 has it", arguments: [(784_111_777 as Int64, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (1_795_631_743, "Wed, 25 Nov 2026 18:35:43 GMT")])
    func date(_ second: Int64, _ text: String) { #expect(DateLine.text(second) == text) }
}
