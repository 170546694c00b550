import HearbackMetrics
import HearbackStore

/// Attempts at delivery, as they ended.
final class DeliveryMeters: Sendable {
    private let attempts: [String: Counter]
    private let durations = Histogram.durations(
        [10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 30_000_000, 120_000_000])

    init() {
        let results = ["delivered", "failed", "gone", "refused", "deferred", "moved"]
        attempts = Dictionary(uniqueKeysWithValues: results.map { ($0, Counter()) })
    }

    func count(_ attempt: AttemptRecord) {
        attempts[attempt.result.name]?.add()
        if attempt.result.wasSent { durations.record(.milliseconds(attempt.milliseconds)) }
    }

    var families: [MetricFamily] {
        [
            .by("result", .counter, "hearback_delivery_attempts", "Attempts to deliver a message, by how they ended.", attempts.mapValues(\.value)),
            .histogram("hearback_delivery_attempt_duration_seconds", "Of attempts in which something was sent, or a connection tried.", durations),
        ]
    }
}

extension AttemptRecord.Result {
    /// Stable: a label's value, and a field of the log.
    var name: String {
        switch self {
        case .delivered: "delivered"
        case .failed: "failed"
        case .refused: "refused"
        case .gone: "gone"
        case .deferred: "deferred"
        case .moved: "moved"
        }
    }

    fileprivate var wasSent: Bool {
        switch self {
        case .delivered, .failed, .refused, .gone: true
        case .deferred, .moved: false
        }
    }
}
