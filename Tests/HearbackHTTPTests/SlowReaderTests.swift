import NIOCore
import NIOEmbedded
import Testing

@testable import HearbackHTTP

@Suite("Who does not read what they asked for")
struct SlowReaderTests {
    @Test("is cut off when nothing was taken for so long, and not when something was")
    func slow() throws {
        let channel = EmbeddedChannel(handler: SlowReader(.seconds(60)))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        func turn(_ isWritable: Bool) {
            channel.isWritable = isWritable
            channel.pipeline.fireChannelWritabilityChanged()
        }
        turn(false)
        channel.embeddedEventLoop.advanceTime(by: .seconds(59))
        turn(true)
        channel.embeddedEventLoop.advanceTime(by: .seconds(600))
        #expect(channel.isActive)
        turn(false)
        channel.embeddedEventLoop.advanceTime(by: .seconds(61))
        #expect(!channel.isActive)
    }
}
