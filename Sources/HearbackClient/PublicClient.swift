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
        let (status, body) = try transfer(url, limit: Self.bytesAtMost, seconds: Self.seconds) { _ in [] } reading: { easy, body in
            (easy.status, body)
        }
        switch status {
        case 200: return body
        case 404: return nil
        default: throw ClientError.transfer("\(url) was answered \(status)")
        }
    }

    /// One exchange.
    ///
    /// - Parameters:
    ///   - limit: of the answer's body, in bytes.
    ///   - more: options beside those that every exchange has, with what libcurl said of each.
    ///   - reading: makes of the finished transfer what is wanted.
    func transfer<Value>(
        _ url: String, limit: Int, seconds: Int, _ more: (UnsafeMutableRawPointer) -> [CURLcode],
        reading: (FinishedTransfer, Data) -> Value
    ) throws -> Value {
        guard hb_library_init() == CURLE_OK, let easy = curl_easy_init() else { throw ClientError.transfer("libcurl could not start") }
        defer { curl_easy_cleanup(easy) }
        let sink = BodySink(limit: limit)
        var codes = [
            hb_easy_set_string(easy, CURLOPT_URL, url), hb_easy_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https"),
            hb_easy_set_string(easy, CURLOPT_USERAGENT, "hearback"), hb_easy_set_long(easy, CURLOPT_NOSIGNAL, 1),
            hb_easy_set_long(easy, CURLOPT_TIMEOUT, seconds),
            hb_easy_set_write(easy, receive, Unmanaged.passUnretained(sink).toOpaque()),
        ]
        if isLoopback { codes.append(hb_easy_set_string(easy, CURLOPT_PROXY, "")) }
        if let authorities { codes.append(hb_easy_set_string(easy, CURLOPT_CAINFO, authorities)) }
        codes += more(easy)
        if let bad = codes.first(where: { $0 != CURLE_OK }) { throw ClientError.transfer(String(cString: curl_easy_strerror(bad))) }
        let code = withExtendedLifetime(sink) { curl_easy_perform(easy) }
        guard code == CURLE_OK else {
            if sink.isFull { throw ClientError.responseTooLarge(limit: limit) }
            throw ClientError.serverUnreachable(server: base, String(cString: curl_easy_strerror(code)))
        }
        return reading(FinishedTransfer(easy), sink.data)
    }
}

/// What libcurl knows of an answer.
struct FinishedTransfer {
    private let easy: UnsafeMutableRawPointer

    init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

    var status: Int {
        var status = 0
        _ = hb_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    /// Without parameters, in lower case.
    var mediaType: String? {
        var type: UnsafePointer<CChar>?
        _ = hb_easy_get_string(easy, CURLINFO_CONTENT_TYPE, &type)
        return type.map { String(cString: $0) }?.split(separator: ";").first.map { $0.filter { !$0.isWhitespace }.lowercased() }
    }
}
