import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import HearbackHTTP

@Suite("The end of a connection")
struct ConnectionDrainTests {
    private let drain = Drain()
    private let channel: EmbeddedChannel

    init() throws {
        channel = EmbeddedChannel(handler: ConnectionDrain(drain))
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/test")).wait()
    }

    private func ask() throws {
        try channel.writeInbound(HTTPRequestPart.head(HTTPRequest(method: .get, scheme: "http", authority: "x", path: "/")))
        try channel.writeInbound(HTTPRequestPart.end(nil))
    }

    /// - Returns: the header `Connection` of the answer.
    private func answer() throws -> String? {
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        guard case .head(let head)? = try channel.readOutbound(as: HTTPResponsePart.self) else { return nil }
        _ = try channel.readOutbound(as: HTTPResponsePart.self)
        return head.headerFields[.connection]
    }

    private func pass(_ time: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: time) }

    @Test("What has been asked is answered, with word that nothing more will be, and that is the last")
    func asked() throws {
        try ask()
        drain.begin()
        pass(.seconds(2))
        #expect(channel.isActive)
        #expect(try answer() == "close")
        #expect(!channel.isActive)
    }

    @Test("Of several requests all are answered")
    func several() throws {
        try ask()
        try ask()
        drain.begin()
        _ = try answer()
        #expect(channel.isActive)
        _ = try answer()
        #expect(!channel.isActive)
    }

    @Test("A newcomer has a second to ask, whoever was answered before a tenth of one")
    func patience() throws {
        drain.begin()
        pass(.milliseconds(999))
        #expect(channel.isActive)
        try ask()
        pass(.seconds(2))
        #expect(channel.isActive)
        #expect(try answer() == "close")
        #expect(!channel.isActive)

        let other = try ConnectionDrainTests()
        try other.ask()
        #expect(try other.answer() == nil)
        other.drain.begin()
        other.pass(.milliseconds(99))
        #expect(other.channel.isActive)
        other.pass(.milliseconds(1))
        #expect(!other.channel.isActive)
    }

    @Test("Nothing takes longer than ten seconds")
    func longest() throws {
        try ask()
        drain.begin()
        pass(.milliseconds(9_999))
        #expect(channel.isActive)
        pass(.milliseconds(1))
        #expect(!channel.isActive)
    }

    @Test("Who comes when the end has begun is told as well; who has gone is forgotten")
    func late() throws {
        drain.begin()
        let late = EmbeddedChannel(handler: ConnectionDrain(drain))
        try late.connect(to: SocketAddress(unixDomainSocketPath: "/test")).wait()
        late.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!late.isActive)
        #expect(try channel.finish().isClean)
    }
}
