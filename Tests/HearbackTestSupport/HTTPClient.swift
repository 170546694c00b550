package import Foundation
import HearbackAPI

/// One request, one connection, on a thread of its own.
package struct HTTPClient: Sendable {
    package let address: ServerAddress
    /// Goes with every request.
    package var headers: [(name: String, value: String)] = []

    package init(_ address: ServerAddress) { self.address = address }

    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        var request = request
        request.headers = headers + request.headers
        let whole = request
        return try await onThread { try HTTPConnection(address).request(whole) }
    }

    package func get(_ path: String, headers: [(name: String, value: String)] = []) async throws -> HTTPResponse {
        try await send(HTTPRequest("GET", path, headers: headers))
    }

    package func post(
        _ path: String, _ body: Data, headers: [(name: String, value: String)] = []
    ) async throws -> HTTPResponse {
        try await send(
            HTTPRequest("POST", path, headers: [("Content-Type", "application/json")] + headers, body: body))
    }

    package func post(
        _ path: String, _ value: some Encodable & Sendable, headers: [(name: String, value: String)] = []
    ) async throws -> HTTPResponse {
        try await post(path, try WireJSON.encode(value), headers: headers)
    }

    /// - Throws: `FixtureError` with the answer unless it has the status.
    package func get<Value: Decodable>(_ path: String, as type: Value.Type) async throws -> Value {
        try decode(try await get(path), 200, type, path)
    }

    /// - Throws: `FixtureError` with the answer unless it has the status.
    package func post<Value: Decodable>(
        _ path: String, _ value: some Encodable & Sendable, expecting status: Int = 200, as type: Value.Type
    ) async throws -> Value {
        try decode(try await post(path, value), status, type, path)
    }

    /// A POST without a body.
    package func post<Value: Decodable>(_ path: String, as type: Value.Type) async throws -> Value {
        try decode(try await send(HTTPRequest("POST", path, body: Data())), 200, type, path)
    }

    private func decode<Value: Decodable>(
        _ response: HTTPResponse, _ status: Int, _ type: Value.Type, _ path: String
    ) throws -> Value {
        guard response.status == status else { throw FixtureError("\(path) answered \(response)") }
        return try response.json(type)
    }
}
