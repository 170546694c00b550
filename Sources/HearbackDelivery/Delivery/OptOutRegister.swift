package import HearbackWebhooks
import Synchronization

/// The opt-outs that hold now, for everyone who is about to contact somebody.
package final class OptOutRegister: Sendable {
    private let state = Mutex((revision: Int64.min, list: OptOutList()))

    package init() {}

    package var list: OptOutList { state.withLock { $0.list } }

    /// - Parameter revision: grows with each change; an older list than the present one is ignored.
    package func update(_ list: OptOutList, revision: Int64) {
        state.withLock { state in
            if revision >= state.revision { state = (revision, list) }
        }
    }
}
