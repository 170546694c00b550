/// First in, first out, in a ring: both ends in constant time however many wait.
struct Fifo<Element> {
    private var slots: [Element?] = []
    private var head = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ element: Element) {
        if count == slots.count { grow() }
        slots[(head + count) % slots.count] = element
        count += 1
    }

    mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        defer {
            slots[head] = nil
            head = (head + 1) % slots.count
            count -= 1
        }
        return slots[head]
    }

    /// All, in their order.
    mutating func removeAll() -> [Element] {
        defer { self = Fifo() }
        return (0..<count).compactMap { slots[(head + $0) % slots.count] }
    }

    mutating func removeAll(where isGone: (Element) -> Bool) {
        for _ in 0..<count {
            if let element = popFirst(), !isGone(element) { append(element) }
        }
    }

    private mutating func grow() {
        var wider: [Element?] = []
        wider.reserveCapacity(max(slots.count * 2, 8))
        for offset in 0..<count { wider.append(slots[(head + offset) % slots.count]) }
        while wider.count < max(slots.count * 2, 8) { wider.append(nil) }
        slots = wider
        head = 0
    }
}
