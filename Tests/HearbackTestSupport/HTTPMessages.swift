package import Foundation

package enum ServerAddress: Hashable, Sendable {
    /// On 127.0.0.1.
    case tcp(port: Int)
    case unix(path: String)
}

package struct HTTPRequest: Sendable {
    package var method: String
    package var path: String
    package var headers: [(name: String, value: String)]
    package var body: Data?
    /// Follows the head as it is, for bodies that `Content-Length` does not describe.
    package var raw: Data?

    package init(_ method: String, _ path: String, headers: [(name: String, value: String)] = [], body: Data? = nil) {
        (self.method, self.path, self.headers, self.body) = (method, path, headers, body)
    }

    /// HTTP/1.1 (RFC 9112); `Content-Length` follows from the body.
    package var bytes: Data {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1"]
        lines += headers.map { "\($0.name): \($0.value)" }
        if let body { lines.append("Content-Length: \(body.count)") }
        return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (body ?? raw ?? Data())
    }
}

package struct HTTPResponse: Sendable, CustomStringConvertible {
    package var status: Int
    /// Names in lower case.
    package var headers: [String: String]
    package var body: Data

    package init(status: Int, headers: [String: String], body: Data) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    package var text: String { String(decoding: body, as: UTF8.self) }
    package var description: String { "\(status) \(text)" }

    package func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: body)
    }
}

/// Why there is no response.
package enum HTTPFailure: Error, Hashable {
    case notConnected(code: Int32)
    /// The connection ended before a byte of the response: the request may or may not have been carried out.
    case noResponse
    /// Part of a response arrived.
    case responseCutShort
    case timedOut
    case malformed(String)
}
