import CCurl
import Glibc
import HearbackWebhooks

/// One transfer on the loop's thread: libcurl's handle, the lists it points to, and what has been read.
final class CurlTransfer {
    let easy: UnsafeMutableRawPointer
    let job: TransferJob
    private let policy: AddressPolicy
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var reader = ResponseReader()
    /// Set when one of our own checks of the address said no; libcurl calls that a failed connection.
    private var wasRefused = false

    init(easy: UnsafeMutableRawPointer, job: TransferJob, policy: AddressPolicy) {
        self.easy = easy
        self.job = job
        self.policy = policy
    }

    private var request: TransferRequest { job.request }

    /// False when libcurl refuses any option: a transfer without one of these guards must not run.
    func configure(_ options: CurlLoopOptions) -> Bool {
        configureTarget() && configureGuards() && configureCallbacks() && configureContent(options)
    }

    /// Frees what libcurl points to; only when the handle has left its multi handle.
    func releaseLists() {
        for list in lists { curl_slist_free_all(list) }
        lists = []
    }

    private func configureTarget() -> Bool {
        let address = request.address.unmapped
        let text = address.isIPv6 ? "[\(address)]" : "\(address)"
        // The pin. An empty host and port match whatever the URL says, so that no spelling can slip past.
        guard let pin = list(["::\(text):\(request.url.port)"]) else { return false }
        return all([
            hb_easy_set_string(easy, CURLOPT_URL, request.url.text),
            hb_easy_set_list(easy, CURLOPT_CONNECT_TO, pin),
            hb_easy_set_string(easy, CURLOPT_PROTOCOLS_STR, request.url.scheme.rawValue),
            hb_easy_set_string(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https"),
            // An empty string, not NULL: with NULL libcurl reads https_proxy and all_proxy.
            hb_easy_set_string(easy, CURLOPT_PROXY, ""),
        ])
    }

    private func configureGuards() -> Bool {
        all([
            hb_easy_set_long(easy, CURLOPT_FOLLOWLOCATION, 0),
            hb_easy_set_long(easy, CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue)),
            hb_easy_set_long(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1),
            hb_easy_set_long(easy, CURLOPT_HTTP09_ALLOWED, 0),
            hb_easy_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
            hb_easy_set_long(easy, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            hb_easy_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1),
            hb_easy_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2),
            hb_easy_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, max(request.connectTimeoutMilliseconds, 1)),
            hb_easy_set_long(easy, CURLOPT_TIMEOUT_MS, max(request.totalTimeoutMilliseconds, 1)),
            hb_easy_set_long(easy, CURLOPT_NOSIGNAL, 1),
            hb_easy_set_long(easy, CURLOPT_QUICK_EXIT, 1),
            hb_easy_set_long(easy, CURLOPT_TCP_KEEPALIVE, 0),
            hb_easy_set_long(easy, CURLOPT_MAXAGE_CONN, 55),
            hb_easy_set_long(easy, CURLOPT_MAXLIFETIME_CONN, 300),
        ])
    }

    private func configureCallbacks() -> Bool {
        let this = Unmanaged.passUnretained(self).toOpaque()
        return all([
            hb_easy_set_write(easy, onBody, this),
            hb_easy_set_header(easy, onHeader, this),
            hb_easy_set_open_socket(easy, onOpenSocket, this),
            hb_easy_set_prerequest(easy, onPrerequest, this),
        ])
    }

    private func configureContent(_ options: CurlLoopOptions) -> Bool {
        let lines =
            [
                "Content-Type: application/json", "Accept-Encoding: identity", "Expect:",
                "User-Agent: \(options.userAgent)",
            ] + request.headerLines
        guard lines.allSatisfy({ line in line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f } }) else { return false }
        guard let headers = list(lines) else { return false }
        let body = request.body.isEmpty ? [0] : request.body
        var codes = [
            hb_easy_set_list(easy, CURLOPT_HTTPHEADER, headers),
            hb_easy_set_long(easy, CURLOPT_POST, 1),
            hb_easy_set_body_copy(easy, body, curl_off_t(request.body.count)),
        ]
        if let file = options.certificateAuthorityFile {
            codes.append(hb_easy_set_string(easy, CURLOPT_CAINFO, file))
        }
        return all(codes)
    }

    private func all(_ codes: [CURLcode]) -> Bool { codes.allSatisfy { $0 == CURLE_OK } }

    private func list(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
        var head: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(head, line) else {
                curl_slist_free_all(head)
                return nil
            }
            head = longer
        }
        if let head { lists.append(head) }
        return head
    }

    // MARK: What libcurl asks

    fileprivate func admits(_ address: IPAddress?) -> Bool {
        guard let address, address.unmapped == request.address.unmapped, policy.refusal(of: address) == nil else {
            wasRefused = true
            return false
        }
        return true
    }

    fileprivate func readHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool { reader.readHeader(line) }

    fileprivate func readBody(_ piece: UnsafeBufferPointer<UInt8>) -> Bool { reader.readBody(piece) }

    // MARK: The end

    func result(_ code: CURLcode) -> TransferResult {
        var result = TransferResult(outcome: outcome(code), status: reader.finalStatus)
        var peer: UnsafePointer<CChar>?
        if hb_easy_get_string(easy, CURLINFO_PRIMARY_IP, &peer) == CURLE_OK, let peer, peer.pointee != 0 {
            result.peer = String(cString: peer)
        }
        var seconds: curl_off_t = 0
        if reader.finalStatus != nil, hb_easy_get_offset(easy, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK,
            seconds > 0
        {
            result.retryAfterSeconds = min(Int64(seconds), 12 * 3_600)
        }
        result.bodyExcerpt = reader.excerpt
        return result
    }

    private func outcome(_ code: CURLcode) -> TransferResult.Outcome {
        if let status = reader.finalStatus {
            return (200..<300).contains(status) ? .delivered(status: status) : .failed(.http(status: status))
        }
        return .failed(wasRefused ? .addressNotAllowed : DeliveryFailure(curl: code))
    }
}

extension DeliveryFailure {
    /// The class of a transfer that ended before a final response did.
    fileprivate init(curl code: CURLcode) {
        self =
            switch code {
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .dns
            case CURLE_COULDNT_CONNECT: .connect
            case CURLE_OPERATION_TIMEDOUT: .timeout
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
                CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_NOTFOUND,
                CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CRL_BADFILE, CURLE_USE_SSL_FAILED:
                .tls
            default: .protocolError
            }
    }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
    context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
}

/// The bytes of a callback; libcurl's two factors are at most 16 KiB or one header block, so they cannot overflow.
private func bytes(_ pointer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(UnsafeMutableRawBufferPointer(start: pointer, count: size * count).bindMemory(to: UInt8.self))
}

private let onBody: hb_data_callback = { pointer, size, count, context in
    transfer(context)?.readBody(bytes(pointer, size, count)) == true ? size * count : 0
}

private let onHeader: hb_data_callback = { pointer, size, count, context in
    transfer(context)?.readHeader(bytes(pointer, size, count)) == true ? size * count : 0
}

private let onOpenSocket: curl_opensocket_callback = { context, _, address in
    guard let address, let transfer = transfer(context), let peer = hb_socket_address(address),
        transfer.admits(IPAddress(socketAddress: .init(start: peer, count: Int(address.pointee.addrlen))))
    else { return -1 }
    return hb_open_socket(address)
}

private let onPrerequest: curl_prereq_callback = { context, peer, _, _, _ in
    guard let peer, transfer(context)?.admits(IPAddress(String(cString: peer))) == true else {
        return CURL_PREREQFUNC_ABORT
    }
    return CURL_PREREQFUNC_OK
}
