/// Which messages arrived before. Remembers the latest ids only: strangers may send as many as they like.
struct ArrivalLog {
    private struct Entry {
        var arrivals: Int
        var isTaken: Bool
        let bodyHash: Int
    }

    struct Arrival {
        let number: Int
        let wasTaken: Bool
        let isIdentical: Bool
    }

    private let limit: Int
    private var entries: [String: Entry] = [:]
    private var order: [String] = []

    init(limit: Int = 10_000) {
        self.limit = max(1, limit)
    }

    /// - Parameter isTaken: whether this arrival is answered with success.
    mutating func note(_ id: String, body: [UInt8], isTaken: Bool) -> Arrival {
        let hash = body.hashValue
        guard var entry = entries[id] else {
            if order.count == limit { entries[order.removeFirst()] = nil }
            order.append(id)
            entries[id] = Entry(arrivals: 1, isTaken: isTaken, bodyHash: hash)
            return Arrival(number: 1, wasTaken: false, isIdentical: true)
        }
        let wasTaken = entry.isTaken
        entry.arrivals += 1
        entry.isTaken = wasTaken || isTaken
        entries[id] = entry
        return Arrival(number: entry.arrivals, wasTaken: wasTaken, isIdentical: entry.bodyHash == hash)
    }
}
