import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends a connection of a server that stops, without losing a request.
///
/// What has been asked is answered, in full. Who has connected and not asked yet gets a moment: their request may be on its
/// way, and nobody else will read it. Who was answered before gets less, since they may be idle for minutes.
final class ConnectionDrain: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    struct Patience: Sendable {
        var newcomer = TimeAmount.seconds(1)
        var idle = TimeAmount.milliseconds(100)
        /// For everything; a reader that is slower is cut off.
        var longest = TimeAmount.seconds(10)
    }

    private let drain: Drain
    private let patience: Patience
    /// Requests without their whole answer.
    private var open = 0
    private var hasAsked = false
    private var isEnding = false

    init(_ drain: Drain, patience: Patience = Patience()) { (self.drain, self.patience) = (drain, patience) }

    func handlerAdded(context: ChannelHandlerContext) {
        if drain.enter(context.channel) { begin(context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        drain.leave(context.channel)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { drain.leave(context.channel) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is Drain.Begin { begin(context) } else { context.fireUserInboundEventTriggered(event) }
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard !isEnding else { return }
        isEnding = true
        let channel = context.channel
        context.eventLoop.scheduleTask(in: patience.longest) { channel.close(promise: nil) }
        guard open == 0 else { return }
        context.eventLoop.assumeIsolated().scheduleTask(in: hasAsked ? patience.idle : patience.newcomer) { [weak self] in
            if self?.open == 0 { channel.close(promise: nil) }
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { (open, hasAsked) = (open + 1, true) }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard isEnding else {
            if case .end = unwrapOutboundIn(data) { open -= 1 }
            return context.write(data, promise: promise)
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            // RFC 9112, section 9.6: nothing more will be answered here.
            if head.status.kind != .informational { head.headerFields[.connection] = "close" }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            open -= 1
            let isLast = open == 0
            let written = promise ?? context.eventLoop.makePromise()
            let channel = context.channel
            context.writeAndFlush(data, promise: written)
            // Not before all of it is with the kernel: closing drops what still waits here.
            if isLast { written.futureResult.whenComplete { _ in channel.close(promise: nil) } }
        }
    }
}
