import Glibc
import Logging
import NIOCore
import Synchronization

/// Decides whether a server accepts: not once it ends, not beyond so many connections, and not for a moment when the process has no
/// file descriptor left. Whoever is not accepted waits in the kernel's queue.
final class AcceptGate: Sendable {
    private let closed = Atomic(false)
    private let limit: Int
    private let logger: Logger

    /// - Parameter limit: connections that are open at the same time.
    init(limit: Int, logger: Logger) { (self.limit, self.logger) = (limit, logger) }

    func close() { closed.store(true, ordering: .releasing) }

    /// What a process may have open (RLIMIT_NOFILE), raised to what the system lets it have.
    static func descriptors() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = limit.rlim_max
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// The first in the server's pipeline: whatever asks to read, comes in or fails passes it.
    final class Handler: ChannelDuplexHandler {
        typealias InboundIn = any Channel
        typealias InboundOut = any Channel
        typealias OutboundIn = any Channel

        private let gate: AcceptGate
        private var open = 0
        /// Somebody asked to read while there was no room.
        private var isWaiting = false

        private static let rest = TimeAmount.milliseconds(200)

        init(_ gate: AcceptGate) { self.gate = gate }

        func read(context: ChannelHandlerContext) {
            guard !gate.closed.load(ordering: .acquiring) else { return }
            guard open < gate.limit else {
                isWaiting = true
                return
            }
            context.read()
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            open += 1
            if open == gate.limit {
                gate.logger.warning("as many connections as may be are open; others wait", metadata: ["connections": "\(open)"])
            }
            let here = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            unwrapInboundIn(data).closeFuture.hop(to: context.eventLoop).whenComplete { _ in
                let (handler, context) = here.value
                handler.left(context)
            }
            context.fireChannelRead(data)
        }

        private func left(_ context: ChannelHandlerContext) {
            open -= 1
            guard isWaiting, open < gate.limit, context.channel.isActive else { return }
            isWaiting = false
            read(context: context)
        }

        /// Without a descriptor nothing can be accepted, and the kernel goes on saying that somebody is there: a rest, instead of an
        /// end of the server or a loop that does nothing else.
        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            guard let code = (error as? IOError)?.errnoCode, [EMFILE, ENFILE, ENOBUFS, ENOMEM, ECONNABORTED].contains(code) else {
                return context.fireErrorCaught(error)
            }
            gate.logger.error("a connection could not be accepted", metadata: ["error": "\(error)"])
            let here = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.channel.setOption(.autoRead, value: false).flatMap {
                here.value.eventLoop.scheduleTask(in: Self.rest) {}.futureResult
            }.whenComplete { [gate] _ in
                guard !gate.closed.load(ordering: .acquiring), here.value.channel.isActive else { return }
                here.value.channel.setOption(.autoRead, value: true).whenFailure { gate.logger.error("nothing more is accepted", metadata: ["error": "\($0)"]) }
            }
        }
    }
}
