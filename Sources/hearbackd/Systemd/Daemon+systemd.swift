import HearbackDelivery
import HearbackStore
import NIOCore
import NIOPosix
import ServiceLifecycle

/// What the daemon was given by whoever started it.
struct Surroundings: Sendable {
    let herald: Herald
    let sockets: InheritedSockets
    /// Between two words to whoever watches over the process; nil where nobody does.
    let watchdog: Duration?
    let reload: ReloadSource
}

extension Daemon {
    /// What the service manager is told. These go on until everything else has ended.
    ///
    /// - Parameter deliverer: nil where nothing is delivered.
    static func supervision(_ surroundings: Surroundings, _ ledger: Ledger, _ deliverer: Deliverer?) -> [any Service] {
        let herald = surroundings.herald
        var services: [any Service] = []
        if let interval = surroundings.watchdog {
            services.append(
                Watchdog(
                    interval: interval, herald: herald, check: { await pulse(ledger, deliverer) },
                    isExcused: { ledger.isRebuilding }))
        }
        if herald.isHeard { services.append(FigureTeller(ledger: ledger, herald: herald)) }
        return services
    }

    /// Through the threads that serve, the one writer, and the loop and the threads that deliver.
    private static func pulse(_ ledger: Ledger, _ deliverer: Deliverer?) async {
        for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() { _ = try? await loop.submit {}.get() }
        await ledger.pulse()
        await deliverer?.pulse()
    }
}

/// Keeps the line of `systemctl status` up to date.
private struct FigureTeller: Service {
    let ledger: Ledger
    let herald: Herald
    private let wakeUps = WakeUps(every: .seconds(10))

    init(ledger: Ledger, herald: Herald) { (self.ledger, self.herald) = (ledger, herald) }

    func run() async throws {
        await wakeUps.run {
            // What could not be read is told by those whom it concerns; this line waits for the next time.
            if let figures = try? await ledger.workload() { herald.tell(figures) }
        }
    }
}

/// Says at once that the end has begun. Shut down before all others.
struct EndHerald: Service {
    let herald: Herald
    /// What the servers and the deliveries under way may take together.
    private static let seconds = 60

    func run() async throws {
        try await gracefulShutdown()
        herald.stopping(seconds: Self.seconds)
    }
}
