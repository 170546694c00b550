import NIOCore
import Synchronization

/// Keeps a server from accepting, whoever asks it to read.
final class AcceptGate: Sendable {
    private let closed = Atomic(false)

    func close() { closed.store(true, ordering: .releasing) }

    /// The first in the server's pipeline: whatever asks to read comes by.
    final class Handler: ChannelOutboundHandler {
        typealias OutboundIn = any Channel

        private let gate: AcceptGate

        init(_ gate: AcceptGate) { self.gate = gate }

        func read(context: ChannelHandlerContext) {
            if !gate.closed.load(ordering: .acquiring) { context.read() }
        }
    }
}
