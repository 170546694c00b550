/// What waits to be written, and when it must be refused: the pure half of the write queue.
struct WriteBatch<Item> {
    private(set) var waiting: [Item] = []
    private(set) var isClosed = false
    let waitingLimit: Int
    let batchLimit: Int

    init(waitingLimit: Int, batchLimit: Int) {
        (self.waitingLimit, self.batchLimit) = (max(1, waitingLimit), max(1, batchLimit))
    }

    enum Admission: Hashable {
        /// `isFirst`: nothing waited before, so the writer has to be woken.
        case accepted(isFirst: Bool)
        case full, closed
    }

    mutating func submit(_ item: Item) -> Admission {
        if isClosed { return .closed }
        if waiting.count >= waitingLimit { return .full }
        waiting.append(item)
        return .accepted(isFirst: waiting.count == 1)
    }

    /// The oldest items, in order, at most a batch of them.
    mutating func take() -> [Item] {
        let batch = Array(waiting.prefix(batchLimit))
        waiting.removeFirst(batch.count)
        return batch
    }

    /// Refuses what comes from now on; what waits is still taken.
    mutating func close() {
        isClosed = true
    }
}
