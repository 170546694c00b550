import CCurl
package import Foundation

/// Reads files from a public address, for whoever checks it from outside. No redirects, no credentials.
package struct PublicClient: Sendable {
    /// Scheme, host and perhaps a path, without a slash at the end.
    let base: String
    let authorities: String?
    /// No proxy leads to this machine itself, whatever the environment says.
    package let isLoopback: Bool

    package static let bytesAtMost = 2 << 20
    private static let seconds = 60

    /// - Parameter authorities: PEM file of the authorities that a certificate is checked against; nil for the system's.
    /// - Returns: nil for anything but an http or https address.
    package init?(_ address: String, authorities: String? = nil) {
        guard let parts = URLComponents(string: address), ["http", "https"].contains(parts.scheme?.lowercased()), parts.host?.isEmpty == false,
            parts.user == nil, parts.query == nil, parts.fragment == nil
        else { return nil }
        var base = address
        while base.last == "/" { base.removeLast() }
        (self.base, self.authorities) = (base, authorities)
        let host = (parts.host ?? "").lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        isLoopback = host == "localhost" || host == "::1" || host.wholeMatch(of: #/127(\.[0-9]{1,3}){3}/#) != nil
    }

    /// - Returns: nil where there is nothing (404).
    /// - Throws: `ClientError`.
    package func get(_ path: String) async throws -> Data? {
        try await TransferQueue.run { try fetch(base + "/" + path) }
    }

    private func fetch(_ url: String) throws -> Data? {
        guard hb_library_init() == CURLE_OK, let easy = curl_easy_init() else { throw ClientError.transfer("libcurl could not start") }
        defer { curl_easy_cleanup(easy) }
        let sink = BodySink(limit: Self.bytesAtMost)
        var codes = [
            hb_easy_set_string(easy, CURLOPT_URL, url), hb_easy_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https"),
            hb_easy_set_string(easy, CURLOPT_USERAGENT, "hearback"), hb_easy_set_long(easy, CURLOPT_NOSIGNAL, 1),
            hb_easy_set_long(easy, CURLOPT_TIMEOUT, Self.seconds),
            hb_easy_set_write(easy, receive, Unmanaged.passUnretained(sink).toOpaque()),
        ]
        if isLoopback { codes.append(hb_easy_set_string(easy, CURLOPT_PROXY, "")) }
        if let authorities { codes.append(hb_easy_set_string(easy, CURLOPT_CAINFO, authorities)) }
        if let bad = codes.first(where: { $0 != CURLE_OK }) { throw ClientError.transfer(String(cString: curl_easy_strerror(bad))) }
        let code = withExtendedLifetime(sink) { curl_easy_perform(easy) }
        guard code == CURLE_OK else {
            if sink.isFull { throw ClientError.responseTooLarge(limit: sink.limit) }
            throw ClientError.serverUnreachable(server: base, String(cString: curl_easy_strerror(code)))
        }
        var status = 0
        _ = hb_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        switch status {
        case 200: return sink.data
        case 404: return nil
        default: throw ClientError.transfer("\(url) was answered \(status)")
        }
    }
}
