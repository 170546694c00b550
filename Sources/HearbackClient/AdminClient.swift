package import Foundation

/// The admin API as typed calls, over the daemon's unix socket.
///
/// Every call throws a `Problem` when the daemon refuses, and a `ClientError` when there was no understandable answer.
package struct AdminClient: Sendable {
    /// Where the daemon listens.
    package let socket: String

    package static let standardSocket = "/run/hearback/admin.sock"
    package static let socketVariable = "HEARBACK_SOCKET"

    package init(socket: String) {
        self.socket = socket
    }

    /// Sends one request and reads its answer. The calling task waits; no thread of the cooperative pool does.
    package func send<Value: Decodable & Sendable>(
        _ request: AdminRequest, as type: Value.Type = Value.self
    ) async throws -> Value {
        try await perform(request).value(as: type)
    }

    /// The same, with the JSON as it came.
    package func document(_ request: AdminRequest) async throws -> Data {
        try await perform(request).document()
    }

    private func perform(_ request: AdminRequest) async throws -> AdminResponse {
        try await TransferQueue.run { [socket] in try EasyTransfer(socket: socket).perform(request) }
    }
}
