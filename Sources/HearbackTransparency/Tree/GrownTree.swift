/// A tree as it is after some leaves were appended together: has what the proofs of these leaves need.
package struct GrownTree: Sendable {
    package let edge: RightEdge
    private let tiles: [RightEdge.FullTile]

    /// - Parameter tiles: those that became full.
    package init(_ edge: RightEdge, tiles: [RightEdge.FullTile]) { (self.edge, self.tiles) = (edge, tiles) }

    /// - Returns: nil for a leaf that was there before.
    package func inclusion(of index: Int64) -> [TreeHash]? {
        TreeReader<Never>(size: edge.size) { log2, index in
            let place = TileNode(log2: log2, index)
            let full = tiles.first { $0.level == place.level && $0.number == place.number }?.growth
            if let full { return full.node(row: place.row, place.index) }
            // An earlier tile than the edge's is not here.
            guard place.number == edge.size >> Int64(8 * (place.level + 1)) else { return nil }
            return edge.partial(place.level).node(row: place.row, place.index)
        }.inclusion(of: index)
    }
}
