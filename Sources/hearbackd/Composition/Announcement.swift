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
}

/// Waits until both servers listen, then says so once.
final class Announcer: Sendable {
    private let host: String
    private let adminSocket: String
    private let announce: @Sendable (Announcement) -> Void
    private let state = Mutex((port: Int?.none, admin: false))

    init(host: String, adminSocket: String, announce: @escaping @Sendable (Announcement) -> Void) {
        (self.host, self.adminSocket, self.announce) = (host, adminSocket, announce)
    }

    func publicIsUp(port: Int) { update { $0.port = port } }
    func adminIsUp() { update { $0.admin = true } }

    private func update(_ change: @Sendable (inout (port: Int?, admin: Bool)) -> Void) {
        let port = state.withLock { state in
            change(&state)
            return state.admin ? state.port : nil
        }
        guard let port else { return }
        let name = host.contains(":") ? "[\(host)]" : host
        announce(Announcement(url: "http://\(name):\(port)", port: port, socket: adminSocket))
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
