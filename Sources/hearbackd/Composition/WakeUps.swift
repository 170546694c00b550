import ServiceLifecycle

/// When a keeper looks: at the start, once a minute or as often as it says, and when it is woken, for instance after the simulated clock moved.
struct WakeUps: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    private let interval: Duration

    init(every interval: Duration = .seconds(60)) {
        self.interval = interval
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func wake() { continuation.yield() }

    /// Until the service group shuts down.
    func run(_ look: () async -> Void) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                while !Task.isCancelled {
                    wake()
                    // Cancellation ends the sleep; the loop sees it.
                    try? await Task.sleep(for: interval)
                }
            }
            for await _ in stream.cancelOnGracefulShutdown() { await look() }
            group.cancelAll()
        }
    }
}
