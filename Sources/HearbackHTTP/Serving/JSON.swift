import Foundation
import HearbackAPI
import HTTPTypes
import Hummingbird
import NIOCore
import NIOFoundationCompat

extension Response {
    static let jsonHeaders: HTTPFields = [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"]

    /// A JSON answer that no cache keeps: states change, and receipts are secret.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: jsonHeaders,
            body: .init(byteBuffer: ByteBuffer(data: try WireJSON.encode(value))))
    }

    /// RFC 9457.
    static func problem(_ problem: Problem, in language: String) throws -> Response {
        var headers: HTTPFields = [
            .contentType: "application/problem+json; charset=utf-8", .cacheControl: "no-store",
            .contentLanguage: language,
        ]
        if let seconds = problem.retryAfter ?? (problem.status == 503 ? 2 : nil) { headers[.retryAfter] = String(seconds) }
        // RFC 6750, section 3.
        if problem.code == .unauthorized { headers[.wwwAuthenticate] = "Bearer realm=\"hearback\"" }
        return Response(
            status: .init(code: problem.status), headers: headers,
            body: .init(byteBuffer: ByteBuffer(data: try WireJSON.encode(problem))))
    }
}

extension Request {
    /// The body as `type`.
    ///
    /// - Throws: a problem: wrong content type, too large, not UTF-8, not JSON, a member missing or of the wrong type.
    func json<Value: Decodable>(_ type: Value.Type, limit: Int) async throws -> (value: Value, bytes: ByteBuffer) {
        guard headers[.contentType].map(isJSON) == true else {
            throw Problem(.unsupportedMediaType, detail: "send Content-Type: application/json")
        }
        if let declared = headers[.contentLength].flatMap(Int.init), declared > limit { throw tooLarge(limit) }
        let bytes: ByteBuffer
        do {
            bytes = try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw tooLarge(limit)
        }
        return (try WireJSON.decode(type, from: Data(buffer: bytes)), bytes)
    }

    /// Without its parameters (RFC 9110, section 8.3.1).
    private func isJSON(_ contentType: String) -> Bool {
        if contentType == "application/json" { return true }
        let mediaType = contentType.prefix { $0 != ";" }
        return mediaType.trimmingCharacters(in: .whitespaces).lowercased() == "application/json"
    }

    private func tooLarge(_ limit: Int) -> Problem {
        Problem(.bodyTooLarge, detail: "the limit is \(limit) bytes")
    }
}
