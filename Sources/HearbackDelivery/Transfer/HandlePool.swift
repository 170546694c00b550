import HearbackWebhooks

/// Handles that have nothing to do, found again by where they went last: a handle keeps its TLS sessions, and a session
/// saves most of the next handshake.
struct HandlePool {
    struct Destination: Hashable {
        var host: String
        var port: UInt16
        var address: IPAddress

        init(_ request: TransferRequest) {
            host = request.url.host
            port = request.url.port
            address = request.address
        }
    }

    private struct Entry {
        var handle: TransferHandle
        var number: Int
    }

    private let limit: Int
    private var idle: [Destination: [Entry]] = [:]
    /// The longest idle first; entries whose handle was taken meanwhile stay until they are met.
    private var order = Fifo<(destination: Destination, number: Int)>()
    private var lastNumber = 0
    private(set) var count = 0

    init(limit: Int) {
        self.limit = max(limit, 1)
    }

    /// A handle that went to `destination` before, else, once the pool is full, the one that was idle for longest.
    mutating func take(for destination: Destination) -> TransferHandle? {
        if let handle = idle[destination]?.popLast()?.handle {
            if idle[destination]?.isEmpty == true { idle[destination] = nil }
            count -= 1
            return handle
        }
        return count >= limit ? takeOldest() : nil
    }

    mutating func put(_ handle: TransferHandle, for destination: Destination) {
        if count >= limit { _ = takeOldest() }
        lastNumber += 1
        idle[destination, default: []].append(Entry(handle: handle, number: lastNumber))
        order.append((destination, lastNumber))
        count += 1
        if order.count > 2 * limit + 16 { sweep() }
    }

    private mutating func takeOldest() -> TransferHandle? {
        while let entry = order.popFirst() {
            guard let index = idle[entry.destination]?.firstIndex(where: { $0.number == entry.number }),
                let handle = idle[entry.destination]?.remove(at: index).handle
            else { continue }
            if idle[entry.destination]?.isEmpty == true { idle[entry.destination] = nil }
            count -= 1
            return handle
        }
        return nil
    }

    private mutating func sweep() {
        let live = Set(idle.values.joined().map(\.number))
        order.removeAll { !live.contains($0.number) }
    }
}
