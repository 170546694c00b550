import NIOCore
import Synchronization

/// The connections of a server, so that its end can be told to all of them.
package final class Drain: Sendable {
    private struct State {
        var hasBegun = false
        var channels: [ObjectIdentifier: any Channel] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Lets every connection finish what it has begun. Whoever comes later is told at once.
    package func begin() {
        let channels = state.withLock { state in
            state.hasBegun = true
            return Array(state.channels.values)
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(Begin()) }
    }

    struct Begin: Sendable {}

    /// - Returns: whether the end has begun.
    func enter(_ channel: any Channel) -> Bool {
        state.withLock { state in
            state.channels[ObjectIdentifier(channel)] = channel
            return state.hasBegun
        }
    }

    func leave(_ channel: any Channel) {
        state.withLock { $0.channels[ObjectIdentifier(channel)] = nil }
    }
}
