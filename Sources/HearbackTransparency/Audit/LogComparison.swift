/// Two views of one log, leaf by leaf: whether one is the beginning of the other, and where not, from which leaf on.
///
/// Both sides' leaves are hashed anew, so that what a side shows is what was signed.
package struct LogComparison: Sendable {
    package enum Side: String, CaseIterable, Hashable, Sendable {
        case a, b

        package var other: Side { self == .a ? .b : .a }
    }

    package struct Difference: Hashable, Sendable {
        package let leaf: Int64
        /// Bytes of the leaf that each side shows there.
        package let a: [UInt8]
        package let b: [UInt8]
    }

    package enum Verdict: Hashable, Sendable {
        case same
        /// All that this side has is what the other begins with.
        case beginning(Side)
        /// Both are signed and can't both be true; nil where one side has no leaves to look at, or not those that were signed.
        case split(Difference?)
        /// This side would have to show its leaves.
        case untold(Side)
    }

    private struct View: Sendable {
        let head: Checkpoint
        var edge = RightEdge()
        var sharedRoot: TreeHash?
        var hasLeaves = false
    }

    private var views: [Side: View]
    private var difference: Difference?
    /// Leaves that both have.
    private let shared: Int64

    package init(_ a: Checkpoint, _ b: Checkpoint) {
        views = [.a: View(head: a), .b: View(head: b)]
        shared = min(a.size, b.size)
        if shared == 0 { for side in Side.allCases { views[side]?.sharedRoot = .emptyRoot } }
    }

    /// Says that a side shows leaves: those that do not come count against it.
    package mutating func open(_ side: Side) { views[side]?.hasLeaves = true }

    /// The next leaves of each side, in their order. Nothing for a side that has no more, or shows none.
    package mutating func take(_ a: [[UInt8]], _ b: [[UInt8]]) {
        if difference == nil, let start = views[.a]?.edge.size, views[.b]?.edge.size == start {
            let place = zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }
            if let place { difference = Difference(leaf: start + Int64(place.offset), a: place.element.0, b: place.element.1) }
        }
        add(a, to: .a)
        add(b, to: .b)
    }

    private mutating func add(_ entries: [[UInt8]], to side: Side) {
        guard !entries.isEmpty, var view = views.removeValue(forKey: side) else { return }
        for entry in entries {
            _ = view.edge.append(.leaf(entry))
            if view.edge.size == shared { view.sharedRoot = view.edge.root }
        }
        views[side] = view
    }

    /// Whether the leaves of a side are those whose root it shows signed; nil where it shows none.
    package func isWhole(_ side: Side) -> Bool? {
        guard let view = views[side], view.hasLeaves else { return nil }
        return view.edge.size == view.head.size && view.edge.root == view.head.root
    }

    /// When all leaves were taken.
    package var verdict: Verdict {
        guard let a = views[.a], let b = views[.b] else { return .untold(.a) }
        guard let rootA = root(of: .a) else { return .untold(.a) }
        guard let rootB = root(of: .b) else { return .untold(.b) }
        guard rootA == rootB else { return .split(isWhole(.a) == true && isWhole(.b) == true ? difference : nil) }
        return a.head.size == b.head.size ? .same : .beginning(a.head.size < b.head.size ? .a : .b)
    }

    /// Of the leaves that both have: signed, or made of leaves that give what was signed.
    private func root(of side: Side) -> TreeHash? {
        guard let view = views[side] else { return nil }
        if view.head.size == shared { return view.head.root }
        if shared == 0 { return .emptyRoot }
        return isWhole(side) == true ? view.sharedRoot : nil
    }
}
