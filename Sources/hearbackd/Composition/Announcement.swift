import Foundation
import HearbackStore
import Logging
import ServiceLifecycle
import Synchronization

/// Where the daemon can be reached, once it can.
struct Announcement: Codable, Sendable {
    let url: String
    let port: Int
    let socket: String
    /// Where the desk takes tokens; nil where it takes none.
    var adminURL: String?
    /// Where metrics can be read without one; nil where nowhere.
    var metricsURL: String?

    private enum CodingKeys: String, CodingKey {
        case url, port, socket
        case adminURL = "admin_url"
        case metricsURL = "metrics_url"
    }
}

/// Waits until all servers listen, then says so once.
final class Announcer: Sendable {
    private let host: String
    private let adminSocket: String
    private let listener: AdminListener?
    private let metrics: AdminListener?
    private let announce: @Sendable (Announcement) -> Void
    private let state: Mutex<Ready>

    private struct Ready {
        /// Places that do not listen yet.
        var missing: Int
        /// Of the first of them.
        var port: Int?
        var tokenPort: Int?
        var metricsPort: Int?
    }

    /// - Parameter places: how many there are to wait for.
    init(
        host: String, adminSocket: String, listener: AdminListener?, metrics: AdminListener?, places: Int,
        announce: @escaping @Sendable (Announcement) -> Void
    ) {
        (self.host, self.adminSocket, self.announce) = (host, adminSocket, announce)
        (self.listener, self.metrics) = (listener, metrics)
        state = Mutex(Ready(missing: places))
    }

    func publicIsUp(port: Int) { update { $0.port = $0.port ?? port } }
    func adminIsUp() { update { _ in } }
    func tokensAreUp(port: Int) { update { $0.tokenPort = port } }
    func metricsAreUp(port: Int) { update { $0.metricsPort = port } }

    private func update(_ change: @Sendable (inout Ready) -> Void) {
        let ready = state.withLock { state in
            change(&state)
            state.missing -= 1
            return state
        }
        guard ready.missing == 0, let port = ready.port else { return }
        let name = host.contains(":") ? "[\(host)]" : host
        announce(
            Announcement(
                url: "http://\(name):\(port)", port: port, socket: adminSocket,
                adminURL: ready.tokenPort.flatMap { listener?.url(port: $0) },
                metricsURL: ready.metricsPort.flatMap { metrics?.url(port: $0).appending("/metrics") }))
    }
}

/// Gives back what a crash left in flight, before the deliverer claims anything.
struct DeliveryRecovery: Service {
    let ledger: Ledger
    let logger: Logger

    func run() async throws {
        do {
            try await ledger.recoverDeliveries()
        } catch {
            logger.error("deliveries could not be recovered", metadata: ["error": "\(error)"])
        }
        try await gracefulShutdown()
    }
}
