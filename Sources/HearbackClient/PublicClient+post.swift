import CCurl
package import Foundation

/// What a server said to something that was sent to it.
package struct PublicAnswer: Sendable {
    package let status: Int
    /// Without parameters, in lower case.
    package let mediaType: String?
    package let body: Data
}

extension PublicClient {
    private static let patience = 30

    /// Sends a text, and gives the answer whatever its status.
    ///
    /// - Parameter limit: of the answer, in bytes.
    /// - Throws: `ClientError`.
    package func post(_ path: String, _ body: Data, limit: Int) async throws -> PublicAnswer {
        try await TransferQueue.run { try send(body, to: base + "/" + path, limit) }
    }

    private func send(_ body: Data, to url: String, _ limit: Int) throws -> PublicAnswer {
        guard hb_library_init() == CURLE_OK, let easy = curl_easy_init() else { throw ClientError.transfer("libcurl could not start") }
        defer { curl_easy_cleanup(easy) }
        var headers: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(headers) }
        for line in ["Content-Type: text/plain; charset=utf-8", "Expect:"] {
            guard let longer = curl_slist_append(headers, line) else { throw ClientError.transfer("out of memory") }
            headers = longer
        }
        let sink = BodySink(limit: limit)
        var codes = [
            hb_easy_set_string(easy, CURLOPT_URL, url), hb_easy_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https"),
            hb_easy_set_string(easy, CURLOPT_USERAGENT, "hearback"), hb_easy_set_list(easy, CURLOPT_HTTPHEADER, headers),
            hb_easy_set_long(easy, CURLOPT_NOSIGNAL, 1), hb_easy_set_long(easy, CURLOPT_TIMEOUT, Self.patience),
            hb_easy_set_long(easy, CURLOPT_POST, 1), Self.set(body, on: easy),
            hb_easy_set_write(easy, receive, Unmanaged.passUnretained(sink).toOpaque()),
        ]
        if isLoopback { codes.append(hb_easy_set_string(easy, CURLOPT_PROXY, "")) }
        if let authorities { codes.append(hb_easy_set_string(easy, CURLOPT_CAINFO, authorities)) }
        if let bad = codes.first(where: { $0 != CURLE_OK }) { throw ClientError.transfer(String(cString: curl_easy_strerror(bad))) }
        let code = withExtendedLifetime(sink) { curl_easy_perform(easy) }
        guard code == CURLE_OK else {
            if sink.isFull { throw ClientError.responseTooLarge(limit: limit) }
            throw ClientError.serverUnreachable(server: base, String(cString: curl_easy_strerror(code)))
        }
        return Self.answer(easy, sink.data)
    }

    private static func set(_ body: Data, on easy: UnsafeMutableRawPointer) -> CURLcode {
        body.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return hb_easy_set_body_copy(easy, "", 0) }
            return hb_easy_set_body_copy(easy, start, curl_off_t(bytes.count))
        }
    }

    private static func answer(_ easy: UnsafeMutableRawPointer, _ body: Data) -> PublicAnswer {
        var status = 0
        _ = hb_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        var type: UnsafePointer<CChar>?
        _ = hb_easy_get_string(easy, CURLINFO_CONTENT_TYPE, &type)
        let mediaType = type.map { String(cString: $0) }?.split(separator: ";").first.map { $0.filter { !$0.isWhitespace }.lowercased() }
        return PublicAnswer(status: status, mediaType: mediaType, body: body)
    }
}
