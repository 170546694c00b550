import CCurl
import Foundation
import HearbackAPI
import HearbackCore

/// One request through libcurl's easy interface. Blocks; belongs on `TransferQueue`.
///
/// A handle each: the calls of a command are few, and a unix socket's handshake costs microseconds.
struct EasyTransfer {
    let access: AdminAccess

    /// What an answer may weigh, in bytes.
    static let responseLimit = 64 << 20

    func perform(_ request: AdminRequest) throws -> AdminResponse {
        if case .socket(let path) = access { try SocketCheck(path: path).lengthIsPossible() }
        guard hb_library_init() == CURLE_OK, let easy = curl_easy_init() else {
            throw ClientError.transfer("libcurl could not start")
        }
        defer { curl_easy_cleanup(easy) }
        var headers: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(headers) }
        for line in lines(for: request) {
            guard let longer = curl_slist_append(headers, line) else { throw ClientError.transfer("out of memory") }
            headers = longer
        }
        try configure(easy, for: request, headers: headers)
        let sink = BodySink(limit: Self.responseLimit)
        let code = withExtendedLifetime(sink) {
            let context = Unmanaged.passUnretained(sink).toOpaque()
            let set = hb_easy_set_write(easy, receive, context)
            return set == CURLE_OK ? curl_easy_perform(easy) : set
        }
        guard code == CURLE_OK else { throw failure(code, easy: easy, sink: sink, request: request) }
        return response(of: easy, body: sink.data)
    }

    /// Without `Expect`, libcurl would wait a second for leave to send a large body.
    private func lines(for request: AdminRequest) -> [String] {
        ["Accept: application/json, application/problem+json", "Expect:"]
            + (request.body == nil ? ["Content-Type:"] : ["Content-Type: application/json"])
            + authorization + (request.revision.map { ["If-Match: \(RevisionTag.text($0))"] } ?? [])
    }

    private var authorization: [String] {
        switch access {
        case .socket: []
        case .server(_, let token): ["Authorization: Bearer \(token.text)"]
        }
    }

    private func configure(
        _ easy: UnsafeMutableRawPointer, for request: AdminRequest, headers: UnsafeMutablePointer<curl_slist>?
    ) throws {
        var codes = place(easy, request) + [
            hb_easy_set_string(easy, CURLOPT_USERAGENT, "hearback"),
            hb_easy_set_list(easy, CURLOPT_HTTPHEADER, headers),
            hb_easy_set_long(easy, CURLOPT_NOSIGNAL, 1),
            hb_easy_set_long(easy, CURLOPT_PATH_AS_IS, 1),
            hb_easy_set_long(easy, CURLOPT_TIMEOUT, request.timeout),
        ]
        switch request.method {
        case .get:
            codes.append(hb_easy_set_long(easy, CURLOPT_HTTPGET, 1))
        case .post:
            let body = request.body ?? Data()
            codes.append(hb_easy_set_long(easy, CURLOPT_POST, 1))
            codes.append(Self.set(body, on: easy))
        }
        if let bad = codes.first(where: { $0 != CURLE_OK }) { throw ClientError.transfer(words(bad)) }
    }

    /// Where the request goes. Redirects are not followed, so that the token goes nowhere else.
    private func place(_ easy: UnsafeMutableRawPointer, _ request: AdminRequest) -> [CURLcode] {
        switch access {
        case .socket(let path):
            // The host is never resolved: the socket decides where the request goes.
            return [
                hb_easy_set_unix_socket_path(easy, path),
                hb_easy_set_string(easy, CURLOPT_URL, request.url(under: "http://localhost")),
                hb_easy_set_string(easy, CURLOPT_PROTOCOLS_STR, "http"), hb_easy_set_string(easy, CURLOPT_PROXY, ""),
            ]
        case .server(let server, _):
            var codes = [
                hb_easy_set_string(easy, CURLOPT_URL, request.url(under: server.text)),
                hb_easy_set_string(easy, CURLOPT_PROTOCOLS_STR, server.isEncrypted ? "https" : "http"),
            ]
            // Through a proxy of the environment only what it can't read.
            if !server.isEncrypted { codes.append(hb_easy_set_string(easy, CURLOPT_PROXY, "")) }
            if let authorities = server.authorities {
                codes.append(hb_easy_set_string(easy, CURLOPT_CAINFO, authorities))
            }
            return codes
        }
    }

    private static func set(_ body: Data, on easy: UnsafeMutableRawPointer) -> CURLcode {
        body.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return hb_easy_set_body_copy(easy, "", 0) }
            return hb_easy_set_body_copy(easy, start, curl_off_t(bytes.count))
        }
    }

    private func response(of easy: UnsafeMutableRawPointer, body: Data) -> AdminResponse {
        var status = 0
        _ = hb_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        var type: UnsafePointer<CChar>?
        _ = hb_easy_get_string(easy, CURLINFO_CONTENT_TYPE, &type)
        let mediaType = type.map { String(cString: $0) }?.split(separator: ";").first
            .map { $0.filter { !$0.isWhitespace }.lowercased() }
        return AdminResponse(status: status, mediaType: mediaType, body: body)
    }

    private func failure(
        _ code: CURLcode, easy: UnsafeMutableRawPointer, sink: BodySink, request: AdminRequest
    ) -> ClientError {
        switch code {
        case CURLE_COULDNT_CONNECT:
            guard case .socket(let path) = access else { return .serverUnreachable(server: access.place, words(code)) }
            var number = 0
            _ = hb_easy_get_long(easy, CURLINFO_OS_ERRNO, &number)
            return .daemonUnreachable(socket: path, SocketCheck(path: path).kind(of: Int32(clamping: number)))
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_SSL_CONNECT_ERROR,
            CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
            return .serverUnreachable(server: access.place, words(code))
        case CURLE_WRITE_ERROR where sink.isFull: return .responseTooLarge(limit: sink.limit)
        case CURLE_OPERATION_TIMEDOUT: return .timedOut(seconds: request.timeout)
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            return .notHearback(.notHTTP)
        case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE: return .interrupted
        default: return .transfer(words(code))
        }
    }

    private func words(_ code: CURLcode) -> String { String(cString: curl_easy_strerror(code)) }
}
