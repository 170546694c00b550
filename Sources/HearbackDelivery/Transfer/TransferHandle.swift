import CCurl
import Glibc
import HearbackWebhooks

/// One of libcurl's easy handles, on the loop's thread, for one transfer after another.
///
/// What never changes is set once. `prepare` sets everything that does, so nothing of a transfer is left for the next:
/// the URL, the pin, the times, the headers and the body. The handle is not reset: it keeps its TLS sessions with it.
final class TransferHandle {
    /// How often one transfer may send its request. Libcurl repeats it, up to five times, when a kept connection is closed
    /// before the first byte of an answer; nobody knows whether the receiver read it.
    private static let requestsAtMost = 2

    let easy: UnsafeMutableRawPointer
    private let guards: TransferGuards
    private let errorText: UnsafeMutablePointer<CChar>
    private let headers: HeaderList
    private var pin: UnsafeMutablePointer<curl_slist>?
    /// Where `pin` leads.
    private var pinned: (address: IPAddress, port: UInt16)?
    private var scheme: VettedURL.Scheme?

    private(set) var job: TransferJob?
    private var connection: ConnectionGuard?
    private var reader = ResponseReader()
    private var requestsSent = 0
    /// Set when one of our own checks said no; libcurl calls that a failed connection.
    private var refusal: String?
    /// Set when the request was about to be sent once too often.
    private var isGivenUp = false

    /// Nil without memory, or when libcurl refuses an option: a transfer without one of these guards must not run.
    ///
    /// - Parameter sockets: must outlive the connections, not only this handle.
    init?(_ options: CurlLoopOptions, _ sockets: SocketWatch) {
        guard let easy = curl_easy_init(), let headers = HeaderList(userAgent: options.userAgent) else { return nil }
        self.easy = easy
        self.headers = headers
        guards = options.guards
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        guard setFixedOptions(options, sockets) else { return nil }
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(pin)
        errorText.deallocate()
    }

    /// False when the request cannot be made as it is; the handle must not be used then.
    func prepare(_ job: TransferJob, _ policy: AddressPolicy) -> Bool {
        let request = job.request
        self.job = job
        connection = ConnectionGuard(pinned: request.address, policy: policy)
        reader = ResponseReader()
        (requestsSent, refusal, isGivenUp) = (0, nil, false)
        errorText.pointee = 0
        guard setPin(request), setScheme(request.url.scheme), let list = headers.replace(request.headerLines) else {
            return false
        }
        let body = request.body.isEmpty ? [0] : request.body
        return CurlOptions(easy).set([
            hb_easy_set_string(easy, CURLOPT_URL, request.url.text),
            hb_easy_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, max(request.connectTimeoutMilliseconds, 1)),
            hb_easy_set_long(easy, CURLOPT_TIMEOUT_MS, max(request.totalTimeoutMilliseconds, 1)),
            hb_easy_set_list(easy, CURLOPT_HTTPHEADER, list),
            hb_easy_set_body_copy(easy, body, curl_off_t(request.body.count)),
        ])
    }

    /// The transfer's result; the handle is free for another once it has left its multi handle.
    func finish(_ code: CURLcode) -> TransferResult {
        var result = TransferResult(outcome: outcome(code), status: reader.finalStatus)
        result.peer = peer
        result.retryAfterSeconds = retryAfterSeconds
        result.bodyExcerpt = reader.excerpt
        result.requestsSent = requestsSent
        if reader.finalStatus == nil { result.detail = detail(code) }
        return result
    }

    /// Lets go of the transfer; only when the handle has left its multi handle.
    func release() {
        hb_easy_set_list(easy, CURLOPT_HTTPHEADER, nil)
        headers.removeOwn()
        (job, connection) = (nil, nil)
    }

    private func setPin(_ request: TransferRequest) -> Bool {
        guard guards.contains(.pin) else { return true }
        let (address, port) = (request.address.unmapped, request.url.port)
        if let pinned, pinned == (address, port) { return true }
        // An empty host and port match whatever the URL says, so that no spelling can slip past.
        let text = address.isIPv6 ? "::[\(address)]:\(port)" : "::\(address):\(port)"
        guard let list = curl_slist_append(nil, text) else { return false }
        guard hb_easy_set_list(easy, CURLOPT_CONNECT_TO, list) == CURLE_OK else {
            curl_slist_free_all(list)
            return false
        }
        curl_slist_free_all(pin)
        (pin, pinned) = (list, (address, port))
        return true
    }

    /// No other is spoken.
    private func setScheme(_ scheme: VettedURL.Scheme) -> Bool {
        if scheme == self.scheme { return true }
        guard hb_easy_set_string(easy, CURLOPT_PROTOCOLS_STR, scheme.rawValue) == CURLE_OK else { return false }
        self.scheme = scheme
        return true
    }

    private func setFixedOptions(_ options: CurlLoopOptions, _ sockets: SocketWatch) -> Bool {
        // Unretained: the handle is cleaned up by this object's own end.
        let this = Unmanaged.passUnretained(self).toOpaque()
        return CurlOptions(easy).setGuards() && CurlOptions(easy).setAuthorities(options.certificateAuthorityFile)
            && CurlOptions(easy).set([
                hb_easy_set_error_buffer(easy, errorText),
                hb_easy_set_write(easy, onBody, this),
                hb_easy_set_header(easy, onHeader, this),
                hb_easy_set_open_socket(easy, onOpenSocket, this),
                hb_easy_set_close_socket(easy, onCloseSocket, Unmanaged.passUnretained(sockets).toOpaque()),
                hb_easy_set_prerequest(easy, onPrerequest, this),
            ])
    }

    // MARK: What libcurl asks

    fileprivate func mayOpenSocket(to bytes: UnsafeRawBufferPointer) -> Bool {
        if guards.contains(.openSocket) { refuse(connection?.refusal(ofSocketAddress: bytes)) }
        return refusal == nil
    }

    fileprivate func maySendRequest(to peer: UnsafePointer<CChar>) -> Bool {
        if guards.contains(.prerequest) { refuse(connection?.refusal(ofPeer: String(cString: peer))) }
        isGivenUp = requestsSent == Self.requestsAtMost
        guard refusal == nil, !isGivenUp else { return false }
        requestsSent += 1
        return true
    }

    private func refuse(_ reason: String?) { refusal = refusal ?? reason }

    fileprivate func readHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool { reader.readHeader(line) }

    fileprivate func readBody(_ piece: UnsafeBufferPointer<UInt8>) -> Bool { reader.readBody(piece) }

    // MARK: The end

    private func outcome(_ code: CURLcode) -> TransferResult.Outcome {
        if let status = reader.finalStatus {
            return (200..<300).contains(status) ? .delivered(status: status) : .failed(.http(status: status))
        }
        return .failed(refusal != nil ? .addressNotAllowed : DeliveryFailure(curl: code))
    }

    private func detail(_ code: CURLcode) -> String? {
        if let refusal { return FailureDetail.cleaned(refusal.utf8) }
        if isGivenUp { return "connections were closed before an answer, the message was sent \(requestsSent) times" }
        let text = errorText.pointee == 0 ? UnsafePointer(curl_easy_strerror(code)) : UnsafePointer(errorText)
        return text.flatMap { FailureDetail.cleaned(String(cString: $0).utf8) }
    }

    private var peer: String? {
        var peer: UnsafePointer<CChar>?
        guard hb_easy_get_string(easy, CURLINFO_PRIMARY_IP, &peer) == CURLE_OK, let peer, peer.pointee != 0 else {
            return nil
        }
        return String(cString: peer)
    }

    private var retryAfterSeconds: Int64? {
        var seconds: curl_off_t = 0
        guard reader.finalStatus != nil, hb_easy_get_offset(easy, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK,
            seconds > 0
        else { return nil }
        return min(Int64(seconds), 12 * 3_600)
    }
}

private func handle(_ context: UnsafeMutableRawPointer?) -> TransferHandle? {
    context.map { Unmanaged<TransferHandle>.fromOpaque($0).takeUnretainedValue() }
}

/// The bytes of a callback; libcurl's two factors are at most 16 KiB or one header block, so they cannot overflow.
private func bytes(_ pointer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(UnsafeMutableRawBufferPointer(start: pointer, count: size * count).bindMemory(to: UInt8.self))
}

private let onBody: hb_data_callback = { pointer, size, count, context in
    handle(context)?.readBody(bytes(pointer, size, count)) == true ? size * count : 0
}

private let onHeader: hb_data_callback = { pointer, size, count, context in
    handle(context)?.readHeader(bytes(pointer, size, count)) == true ? size * count : 0
}

private let onOpenSocket: curl_opensocket_callback = { context, _, address in
    guard let address, let handle = handle(context), let peer = hb_socket_address(address),
        handle.mayOpenSocket(to: .init(start: peer, count: Int(address.pointee.addrlen)))
    else { return -1 }
    return hb_open_socket(address)
}

private let onCloseSocket: curl_closesocket_callback = { context, descriptor in
    if let context { Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue().closed(descriptor) }
    return close(descriptor)
}

private let onPrerequest: curl_prereq_callback = { context, peer, _, _, _ in
    guard let peer, handle(context)?.maySendRequest(to: peer) == true else { return CURL_PREREQFUNC_ABORT }
    return CURL_PREREQFUNC_OK
}
