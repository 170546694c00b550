import CCurl
import Glibc
import HearbackCore
import HearbackWebhooks

/// One SMTP transaction on a worker's thread: the options, what libcurl asks for, and the verdict.
final class MailTransfer {
    private let easy: UnsafeMutableRawPointer
    private let envelope: MailEnvelope
    private let queue: MailQueue
    private var recipients: UnsafeMutablePointer<curl_slist>?
    private var conversation = MailConversation()
    private var sentBytes = 0
    private var onlyLoopback = false

    init(easy: UnsafeMutableRawPointer, envelope: MailEnvelope, queue: MailQueue) {
        (self.easy, self.envelope, self.queue) = (easy, envelope, queue)
    }

    /// False when libcurl refuses any option: a transfer without one of these guards must not run.
    func configure(_ relay: MailRelay, url: String) -> Bool {
        onlyLoopback = relay.security == .none
        return configureTarget(relay, url) && configureTimeouts(relay.timeouts) && configureCredentials(relay)
            && configureEnvelope() && configureCallbacks()
    }

    /// Frees what libcurl points to, and takes this object out of its handle.
    func release() {
        curl_easy_reset(easy)
        curl_slist_free_all(recipients)
        recipients = nil
    }

    private func configureTarget(_ relay: MailRelay, _ url: String) -> Bool {
        var codes = [
            hb_easy_set_string(easy, CURLOPT_URL, url),
            hb_easy_set_string(easy, CURLOPT_PROTOCOLS_STR, relay.security == .implicitTLS ? "smtps" : "smtp"),
            // An empty string, not NULL: with NULL libcurl reads all_proxy.
            hb_easy_set_string(easy, CURLOPT_PROXY, ""),
            hb_easy_set_long(easy, CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue)),
            // ALL, never TRY: whoever takes STARTTLS out of the relay's answer would read everything.
            hb_easy_set_long(
                easy, CURLOPT_USE_SSL,
                Int(relay.security == .none ? CURLUSESSL_NONE.rawValue : CURLUSESSL_ALL.rawValue)),
            hb_easy_set_long(easy, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            hb_easy_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1),
            hb_easy_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2),
            hb_easy_set_long(easy, CURLOPT_NOSIGNAL, 1),
            hb_easy_set_long(easy, CURLOPT_MAXCONNECTS, 1),
        ]
        if let file = relay.certificateAuthorityFile { codes.append(hb_easy_set_string(easy, CURLOPT_CAINFO, file)) }
        return all(codes)
    }

    private func configureTimeouts(_ timeouts: MailTimeouts) -> Bool {
        all([
            hb_easy_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, max(timeouts.connect, 1)),
            hb_easy_set_long(easy, CURLOPT_TIMEOUT_MS, max(timeouts.total, 1)),
            // In seconds.
            hb_easy_set_long(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, max((timeouts.reply + 999) / 1_000, 1)),
            hb_easy_set_long(easy, CURLOPT_MAXAGE_CONN, max(timeouts.idle / 1_000, 1)),
        ])
    }

    private func configureCredentials(_ relay: MailRelay) -> Bool {
        guard let credentials = relay.credentials else { return true }
        return all([
            hb_easy_set_string(easy, CURLOPT_USERNAME, credentials.user),
            hb_easy_set_string(easy, CURLOPT_PASSWORD, credentials.password),
            // Under TLS the simplest is enough, and no parser of challenges meets a strange server.
            hb_easy_set_string(easy, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN"),
        ])
    }

    private func configureEnvelope() -> Bool {
        recipients = curl_slist_append(nil, envelope.recipient.text)
        guard let recipients else { return false }
        return all([
            hb_easy_set_string(easy, CURLOPT_MAIL_FROM, envelope.sender.text),
            hb_easy_set_list(easy, CURLOPT_MAIL_RCPT, recipients),
            hb_easy_set_long(easy, CURLOPT_UPLOAD, 1),
            hb_easy_set_upload_size(easy, curl_off_t(envelope.content.count)),
        ])
    }

    private func configureCallbacks() -> Bool {
        let this = Unmanaged.passUnretained(self).toOpaque()
        return all([
            hb_easy_set_read(easy, onRead, this),
            hb_easy_set_header(easy, onReply, this),
            hb_easy_set_write(easy, onReply, this),
            hb_easy_set_debug(easy, onTrace, this),
            hb_easy_set_open_socket(easy, onOpenSocket, this),
            hb_easy_set_progress(easy, onProgress, this),
        ])
    }

    private func all(_ codes: [CURLcode]) -> Bool { codes.allSatisfy { $0 == CURLE_OK } }

    // MARK: What libcurl asks

    /// Fills `buffer` with what comes next of the message; 0 at its end.
    fileprivate func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = envelope.content[sentBytes...].prefix(buffer.count)
        buffer.copyBytes(from: piece)
        sentBytes += piece.count
        return piece.count
    }

    fileprivate func received(_ byteCount: Int) -> Bool { conversation.received(byteCount: byteCount) }

    fileprivate func sent(_ line: UnsafeBufferPointer<UInt8>) { conversation.sent(line) }

    fileprivate func admits(_ address: IPAddress?) -> Bool { !onlyLoopback || address?.isLoopback == true }

    fileprivate var mustStop: Bool { queue.isOverdue }

    // MARK: The end

    /// The connection that libcurl keeps for the next transfer, -1 when it closed it.
    var socket: Int32 {
        var socket: curl_socket_t = -1
        return hb_easy_get_socket(easy, &socket) == CURLE_OK ? socket : -1
    }

    /// Whether this was a kept connection that the relay had given up: it answered nothing, so nothing was accepted.
    var wasStale: Bool {
        var connections = 0
        return hb_easy_get_long(easy, CURLINFO_NUM_CONNECTS, &connections) == CURLE_OK && connections == 0
            && !conversation.hasReply
    }

    func result(_ code: CURLcode) -> MailResult {
        var reply = 0
        guard hb_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &reply) == CURLE_OK else {
            return .transient(code: nil, cause: .internalError)
        }
        if code == CURLE_OK, (200..<300).contains(reply) { return .accepted(code: reply) }
        return conversation.failure(code: reply, cause: MailCause(curl: code))
    }
}

extension MailCause {
    /// libcurl's own reason, for a transaction that the relay did not refuse itself.
    fileprivate init(curl code: CURLcode) {
        self =
            switch code {
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .dns
            case CURLE_COULDNT_CONNECT, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE:
                .connection
            case CURLE_OPERATION_TIMEDOUT: .timeout
            case CURLE_ABORTED_BY_CALLBACK: .stopped
            case CURLE_LOGIN_DENIED: .authentication
            case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT, CURLE_READ_ERROR: .internalError
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
                CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_NOTFOUND,
                CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CRL_BADFILE, CURLE_USE_SSL_FAILED:
                .tls
            default: .protocolError
            }
    }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> MailTransfer? {
    context.map { Unmanaged<MailTransfer>.fromOpaque($0).takeUnretainedValue() }
}

private let onRead: hb_data_callback = { pointer, size, count, context in
    transfer(context)?.read(into: UnsafeMutableRawBufferPointer(start: pointer, count: size * count)) ?? 0
}

private let onReply: hb_data_callback = { _, size, count, context in
    transfer(context)?.received(size * count) == true ? size * count : 0
}

private let onTrace: curl_debug_callback = { _, kind, pointer, count, context in
    if kind == CURLINFO_HEADER_OUT, let pointer {
        transfer(context)?.sent(
            UnsafeBufferPointer(UnsafeMutableRawBufferPointer(start: pointer, count: count).bindMemory(to: UInt8.self)))
    }
    return 0
}

private let onOpenSocket: curl_opensocket_callback = { context, _, address in
    guard let address, let transfer = transfer(context), let peer = hb_socket_address(address),
        transfer.admits(IPAddress(socketAddress: .init(start: peer, count: Int(address.pointee.addrlen))))
    else { return -1 }
    return hb_open_socket(address)
}

private let onProgress: curl_xferinfo_callback = { context, _, _, _, _ in
    transfer(context)?.mustStop == true ? 1 : 0
}
