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
        var headers: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(headers) }
        for line in ["Content-Type: text/plain; charset=utf-8", "Expect:"] {
            guard let longer = curl_slist_append(headers, line) else { throw ClientError.transfer("out of memory") }
            headers = longer
        }
        return try transfer(url, limit: limit, seconds: Self.patience) { easy in
            [hb_easy_set_list(easy, CURLOPT_HTTPHEADER, headers), hb_easy_set_long(easy, CURLOPT_POST, 1), Self.set(body, on: easy)]
        } reading: { PublicAnswer(status: $0.status, mediaType: $0.mediaType, body: $1) }
    }

    private static func set(_ body: Data, on easy: UnsafeMutableRawPointer) -> CURLcode {
        body.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return hb_easy_set_body_copy(easy, "", 0) }
            return hb_easy_set_body_copy(easy, start, curl_off_t(bytes.count))
        }
    }
}
