package import Foundation

/// The admin API as typed calls, over the daemon's unix socket or, with a token, over HTTP.
///
/// Every call throws a `Problem` when the daemon refuses, and a `ClientError` when there was no understandable answer.
package struct AdminClient: Sendable {
    let access: AdminAccess

    package static let standardSocket = "/run/hearback/admin.sock"
    package static let socketVariable = "HEARBACK_SOCKET"
    package static let serverVariable = "HEARBACK_SERVER"
    package static let tokenVariable = "HEARBACK_TOKEN"
    package static let tokenFileVariable = "HEARBACK_TOKEN_FILE"
    package static let authoritiesVariable = "HEARBACK_CA_FILE"

    package init(access: AdminAccess) {
        self.access = access
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
        try await TransferQueue.run { [access] in try EasyTransfer(access: access).perform(request) }
    }
}
