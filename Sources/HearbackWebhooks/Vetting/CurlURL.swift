import CCurl

/// A URL in the parts that libcurl sees.
struct CurlURL {
    var text: String
    var scheme: String
    /// Lower case, IDNA names in ASCII, no brackets.
    var host: String
    var port: UInt16
    var hasZone: Bool

    static func parse(_ text: String) throws(URLRefusal) -> CurlURL {
        guard hb_library_init() == CURLE_OK, let handle = curl_url() else {
            throw .unparsable("libcurl could not be started")
        }
        defer { curl_url_cleanup(handle) }
        try check(curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_DISALLOW_USER)))
        guard part(handle, CURLUPART_FRAGMENT) == nil else { throw .fragment }
        let host = try asciiHost(handle)
        let hasZone = part(handle, CURLUPART_ZONEID) != nil
        try check(curl_url_set(handle, CURLUPART_HOST, host, 0))
        guard let scheme = part(handle, CURLUPART_SCHEME),
            let port = part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ UInt16($0) }),
            let canonical = part(handle, CURLUPART_URL, CURLU_NO_DEFAULT_PORT)
        else { throw .unparsable("a part is missing") }
        let bare = host.hasPrefix("[") ? String(host.dropFirst().prefix { $0 != "]" }) : host
        return CurlURL(text: canonical, scheme: scheme, host: bare, port: port, hasZone: hasZone)
    }

    private static func asciiHost(_ handle: OpaquePointer) throws(URLRefusal) -> String {
        var pointer: UnsafeMutablePointer<CChar>?
        try check(hb_url_ascii_host(handle, &pointer))
        guard let pointer else { throw .unparsable("no host") }
        defer { curl_free(pointer) }
        let host = String(cString: pointer)
        guard host.utf8.allSatisfy({ $0 < 0x80 }) else { throw .unparsable("host is not a valid international name") }
        return host.lowercased()
    }

    private static func part(_ handle: OpaquePointer, _ part: CURLUPart, _ flags: Int32 = 0) -> String? {
        var pointer: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &pointer, UInt32(flags)) == CURLUE_OK, let pointer else { return nil }
        defer { curl_free(pointer) }
        return String(cString: pointer)
    }

    private static func check(_ code: CURLUcode) throws(URLRefusal) {
        switch code {
        case CURLUE_OK: return
        case CURLUE_USER_NOT_ALLOWED: throw .userInfo
        case CURLUE_UNSUPPORTED_SCHEME, CURLUE_BAD_SCHEME: throw .schemeNotAllowed
        case CURLUE_BAD_PORT_NUMBER: throw .unparsable("bad port number")
        default: throw .unparsable(String(cString: curl_url_strerror(code)))
        }
    }
}
