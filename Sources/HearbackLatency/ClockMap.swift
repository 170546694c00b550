/// A value for some of the clocks, by their place: a dictionary would hash a clock's name for each of a million comments.
struct ClockMap<Value: Sendable>: Sendable {
    private var values: [Value?] = Array(repeating: nil, count: ResponseClock.allCases.count)

    subscript(clock: ResponseClock) -> Value? {
        get { values[clock.place] }
        set { values[clock.place] = newValue }
    }

    /// Changes a value where it lies.
    mutating func update(_ clock: ResponseClock, from first: @autoclosure () -> Value, _ change: (inout Value) -> Void) {
        var value = values[clock.place] ?? first()
        // Given up meanwhile, so that its tables have one owner and are not copied.
        values[clock.place] = nil
        change(&value)
        values[clock.place] = value
    }
}

extension ResponseClock {
    fileprivate var place: Int {
        switch self {
        case .ack: 0
        case .firstAction: 1
        case .decision: 2
        case .finalDecision: 3
        case .publication: 4
        case .notice: 5
        case .answer: 6
        case .outcome: 7
        }
    }
}
