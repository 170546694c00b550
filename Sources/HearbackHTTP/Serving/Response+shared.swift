import Crypto
import Foundation
import HearbackAPI
import HearbackCore
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers that are the same for everyone: with a tag, so that who has one already is not sent it again, and open to pages of
/// other sites.
extension Response {
    static func publicJSON(_ value: some Encodable, _ request: Request) throws -> Response {
        let bytes = try WireJSON.encode(value)
        return shared(ByteBuffer(bytes: bytes), tag: tag(of: bytes), type: "application/json; charset=utf-8", request)
    }

    /// - Parameter language: where the answer hangs on the reader's.
    static func shared(
        _ body: ByteBuffer, tag: String, type: String, language: Language? = nil, _ request: Request
    ) -> Response {
        var headers = sharedHeaders(type)
        headers[.eTag] = tag
        if let language { (headers[.contentLanguage], headers[.vary]) = (language.rawValue, "Accept-Language") }
        if request.isFresh(tag) { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: body))
    }

    static func sharedHeaders(_ type: String) -> HTTPFields {
        [.contentType: type, .cacheControl: "public, max-age=0, s-maxage=10, must-revalidate"]
    }

    /// Strong: the same tag means the same bytes (RFC 9110, section 8.8.3).
    static func tag(of bytes: some DataProtocol) -> String {
        "\"" + Data(SHA256.hash(data: bytes).prefix(12)).base64EncodedString() + "\""
    }
}
