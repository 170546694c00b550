import CCurl

/// The options of an easy handle that are the same for every transfer of a loop.
struct CurlOptions {
    private let easy: UnsafeMutableRawPointer

    init(_ easy: UnsafeMutableRawPointer) {
        self.easy = easy
    }

    /// Whether libcurl took them all.
    func set(_ codes: [CURLcode]) -> Bool { codes.allSatisfy { $0 == CURLE_OK } }

    func setGuards() -> Bool {
        set([
            hb_easy_set_string(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https"),
            // An empty string, not NULL: with NULL libcurl reads https_proxy and all_proxy.
            hb_easy_set_string(easy, CURLOPT_PROXY, ""),
            hb_easy_set_long(easy, CURLOPT_POST, 1),
            hb_easy_set_long(easy, CURLOPT_FOLLOWLOCATION, 0),
            hb_easy_set_long(easy, CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue)),
            hb_easy_set_long(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1),
            hb_easy_set_long(easy, CURLOPT_HTTP09_ALLOWED, 0),
            hb_easy_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
            hb_easy_set_long(easy, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            hb_easy_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1),
            hb_easy_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2),
            hb_easy_set_long(easy, CURLOPT_NOSIGNAL, 1),
            hb_easy_set_long(easy, CURLOPT_QUICK_EXIT, 1),
            hb_easy_set_long(easy, CURLOPT_TCP_KEEPALIVE, 0),
            hb_easy_set_long(easy, CURLOPT_MAXAGE_CONN, 55),
            hb_easy_set_long(easy, CURLOPT_MAXLIFETIME_CONN, 300),
        ])
    }

    /// - Parameter file: PEM; nil for the system's.
    func setAuthorities(_ file: String?) -> Bool {
        guard let file else { return true }
        return set([hb_easy_set_string(easy, CURLOPT_CAINFO, file)])
    }
}

/// The header lines of a handle: a transfer's own, then those that all of them carry, which stay from one to the next.
final class HeaderList {
    private let common: UnsafeMutablePointer<curl_slist>
    private var own: UnsafeMutablePointer<curl_slist>?
    private var lastOwn: UnsafeMutablePointer<curl_slist>?

    /// Nil without memory, or when the user agent is not fit for a header.
    init?(userAgent: String) {
        let lines = [
            "Content-Type: application/json", "Accept-Encoding: identity", "Expect:", "User-Agent: \(userAgent)",
        ]
        var head: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard Self.isClean(line), let longer = curl_slist_append(head, line) else {
                curl_slist_free_all(head)
                return nil
            }
            head = longer
        }
        guard let head else { return nil }
        common = head
    }

    deinit {
        removeOwn()
        curl_slist_free_all(common)
    }

    /// The list with `lines` instead of the last transfer's; nil when one of them would break out of its line.
    func replace(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
        removeOwn()
        for line in lines {
            // Appended to the last node, not to the head: that would walk the list each time.
            guard Self.isClean(line), let node = curl_slist_append(nil, line) else { return nil }
            if let lastOwn { lastOwn.pointee.next = node } else { own = node }
            lastOwn = node
        }
        lastOwn?.pointee.next = common
        return own ?? common
    }

    /// The list that `replace` gave is gone then.
    func removeOwn() {
        lastOwn?.pointee.next = nil
        curl_slist_free_all(own)
        (own, lastOwn) = (nil, nil)
    }

    private static func isClean(_ line: String) -> Bool { line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f } }
}
