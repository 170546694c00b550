/// How far an SMTP conversation has come, by the commands that go out, and how much has come back.
struct MailConversation: Sendable {
    enum Phase: Int, Sendable {
        case connecting, greeting, startTLS, authentication, sender, recipient, content
    }

    /// Bytes of replies in one transaction; real ones take about 2 KiB.
    static let replyLimit = 64 * 1_024

    private(set) var phase = Phase.connecting
    private var replyBytes = 0

    var hasReply: Bool { replyBytes > 0 }

    /// Takes what libcurl sends. Only the verb is looked at: AUTH is followed by a password.
    mutating func sent(_ line: some Collection<UInt8>) {
        let verb = line.prefix(4).map { $0 & 0xDF }
        for (text, phase) in Self.verbs where verb.elementsEqual(text.utf8.map { $0 & 0xDF }) {
            self.phase = phase
        }
    }

    /// Takes a reply line; false ends the transfer.
    mutating func received(byteCount: Int) -> Bool {
        if phase == .connecting { phase = .greeting }
        replyBytes += byteCount
        return replyBytes <= Self.replyLimit
    }

    private static let verbs: [(String, Phase)] = [
        ("EHLO", .greeting), ("HELO", .greeting), ("STAR", .startTLS), ("AUTH", .authentication), ("MAIL", .sender),
        ("RCPT", .recipient), ("DATA", .content),
    ]

    /// The verdict of a transaction that failed: a 4xx or 5xx by the relay first, what libcurl says of it else.
    ///
    /// - Parameters:
    ///   - code: the last reply's, 0 when there was none.
    ///   - cause: libcurl's.
    func failure(code: Int, cause: MailCause) -> MailResult {
        guard (400...599).contains(code), cause != .tls, cause != .stopped, cause != .internalError else {
            return .transient(code: nil, cause: cause)
        }
        switch phase {
        case .connecting, .greeting: return .transient(code: code, cause: .greeting)
        case .startTLS: return .transient(code: code, cause: .tls)
        // 5xx so early is about us, not about the message: mending the configuration lets it go.
        case .authentication: return .transient(code: code, cause: .authentication)
        case .sender, .recipient, .content:
            if Self.wantsAuthentication.contains(code) { return .transient(code: code, cause: .authentication) }
            let cause: MailCause = phase == .sender ? .sender : phase == .recipient ? .recipient : .content
            return code < 500 ? .transient(code: code, cause: cause) : .permanent(code: code, cause: cause)
        }
    }

    /// RFC 4954, section 6: authentication required, too weak, wrong, or only over TLS.
    private static let wantsAuthentication: Set<Int> = [530, 534, 535, 538]
}
