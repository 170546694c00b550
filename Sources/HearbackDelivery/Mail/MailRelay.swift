import HearbackWebhooks

/// The one server that takes our mail and carries it further.
package struct MailRelay: Sendable {
    package enum Security: String, CaseIterable, Sendable {
        /// TLS from the first byte (RFC 8314, section 3.3); usually port 465.
        case implicitTLS = "tls"
        /// STARTTLS (RFC 3207), or no mail at all; usually port 587.
        case startTLS = "starttls"
        /// Without TLS; only to this machine.
        case none
    }

    /// A host name, or an address without brackets.
    package var host: String
    package var port: UInt16
    package var security: Security
    /// What we call ourselves in EHLO: a host name, best the one that our address resolves to.
    package var clientName: String
    package var credentials: MailCredentials?
    /// A PEM file of certificate authorities instead of the system's.
    package var certificateAuthorityFile: String?
    /// Messages under way at the same time, each on a connection and a thread of its own; 1 to 8.
    package var connectionsAtMost: Int
    package var timeouts: MailTimeouts

    package init(
        host: String, port: UInt16, security: Security, clientName: String, credentials: MailCredentials? = nil,
        certificateAuthorityFile: String? = nil, connectionsAtMost: Int = 2, timeouts: MailTimeouts = MailTimeouts()
    ) {
        (self.host, self.port, self.security, self.clientName) = (host, port, security, clientName)
        (self.credentials, self.certificateAuthorityFile) = (credentials, certificateAuthorityFile)
        (self.connectionsAtMost, self.timeouts) = (connectionsAtMost, timeouts)
    }

    /// `smtps://relay.example.org:465/client.example.org`: libcurl takes the EHLO name from the path.
    ///
    /// - Throws: when a name is not one, or the connection would be neither private nor local.
    func url() throws(MailStartError) -> String {
        let address = IPAddress(host)
        guard address != nil || Self.isHostName(host) else {
            throw MailStartError(
                problem: "the relay's host is not usable", hint: "give a host name in ASCII, or an IP address")
        }
        guard port > 0 else { throw MailStartError(problem: "the relay's port is 0", hint: "give 465, 587 or 25") }
        guard Self.isHostName(clientName) else {
            throw MailStartError(
                problem: "the name for EHLO is not usable", hint: "give this machine's host name in ASCII")
        }
        if security == .none { try checkPlain(address) }
        let scheme = security == .implicitTLS ? "smtps" : "smtp"
        let bracketed = address?.isIPv6 == true ? "[\(host)]" : host
        return "\(scheme)://\(bracketed):\(port)/\(clientName)"
    }

    private func checkPlain(_ address: IPAddress?) throws(MailStartError) {
        guard address?.isLoopback ?? (host == "localhost") else {
            throw MailStartError(
                problem: "mail would leave this machine without TLS", hint: "use starttls or tls, or a relay on 127.0.0.1")
        }
        guard credentials == nil else {
            throw MailStartError(
                problem: "a password would be sent without TLS", hint: "use starttls or tls, or leave the credentials out")
        }
    }

    /// Labels of letters, digits and hyphens, which also need no escaping in a URL.
    private static func isHostName(_ text: String) -> Bool {
        text.utf8.count <= 253
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                            true
                        default: false
                        }
                    }
            }
    }
}

/// How long a relay may take, in milliseconds.
package struct MailTimeouts: Sendable {
    /// Until MAIL FROM may be sent: connection, TLS, greeting, EHLO and AUTH.
    package var connect: Int
    /// For one reply; rounded up to whole seconds.
    package var reply: Int
    /// For one message. RFC 5321, section 4.5.3.2, grants ten minutes after the final dot; a relay that takes longer
    /// than this gets the message again.
    package var total: Int
    /// How long a connection is kept for the next message.
    package var idle: Int
    /// What a message under way may still take after `MailTransport.shutDown`.
    package var shutDown: Int

    package init(
        connect: Int = 30_000, reply: Int = 120_000, total: Int = 300_000, idle: Int = 20_000, shutDown: Int = 5_000
    ) {
        (self.connect, self.reply, self.total) = (connect, reply, total)
        (self.idle, self.shutDown) = (idle, shutDown)
    }
}

extension IPAddress {
    /// 127.0.0.0/8 and ::1.
    var isLoopback: Bool {
        switch unmapped {
        case .v4(let bits): bits >> 24 == 127
        case .v6(let high, let low): high == 0 && low == 1
        }
    }
}
