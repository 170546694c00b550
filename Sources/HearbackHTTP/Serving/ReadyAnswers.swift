import HTTPTypes
import NIOCore
import Synchronization

/// Whole answers that may be given again without asking anybody, by the target of their request.
///
/// They come from `PageCache` and hold as long as its pages do; so what is served from here is what the router would serve.
final class ReadyAnswers: Sendable {
    struct Answer: Sendable {
        let head: HTTPResponse
        let notModified: HTTPResponse
        let tag: String
        let body: ByteBuffer
        let until: ContinuousClock.Instant
        /// Where it is counted.
        var series: RouteSeries?
    }

    /// Targets that differ only in what means nothing push others out, and cost no more than before.
    private static let most = 200
    private let answers = Mutex<[String: Answer]>([:])

    func keep(_ answer: Answer, target: String) {
        answers.withLock { answers in
            if answers.count >= Self.most { answers.removeAll(keepingCapacity: true) }
            answers[target] = answer
        }
    }

    func answer(to target: String, at now: ContinuousClock.Instant = .now) -> Answer? {
        guard let answer = answers.withLock({ $0[target] }), now < answer.until else { return nil }
        return answer
    }
}
