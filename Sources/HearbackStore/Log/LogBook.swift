package import HearbackTransparency
import Synchronization

/// The tree's right edge as the last transaction left it, so that the next need not read it. After one that failed it is read anew.
final class LogBook: Sendable {
    private let known = Mutex<RightEdge?>(nil)

    var edge: RightEdge? { known.withLock { $0 } }

    func committed(_ edge: RightEdge) { known.withLock { $0 = edge } }

    func distrust() { known.withLock { $0 = nil } }
}

/// The leaves that one transaction appended, once they are on disk.
package struct LogGroup: Sendable {
    let tree: GrownTree
    /// The checkpoint behind them, signed.
    let note: [UInt8]
}

/// A leaf of such a group, with what its receipt needs beside.
package struct LoggedLeaf: Sendable {
    let entry: [UInt8]
    let disclosures: [Disclosure]
    let index: Int64
    let group: LogGroup

    /// Nil only where the group does not have the leaf.
    package func receipt() -> LogReceipt? {
        group.tree.inclusion(of: index).map {
            LogReceipt(entry: entry, disclosures: disclosures.map(\.text), index: index, proof: $0, note: group.note)
        }
    }
}
