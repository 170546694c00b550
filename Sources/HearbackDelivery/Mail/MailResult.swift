/// What became of one message at the relay.
package enum MailResult: Hashable, Sendable {
    /// The relay has taken it: a 2xx reply to the final dot.
    case accepted(code: Int)
    /// Worth trying again. `code` is the relay's last reply when that was a 4xx or 5xx.
    case transient(code: Int?, cause: MailCause)
    /// A 5xx reply to MAIL, RCPT, DATA or the final dot. Only `recipient` says something about the address.
    case permanent(code: Int, cause: MailCause)
    /// Nothing was sent: the transport was shut down first.
    case notSent
}

/// Where a message was stopped; stable, what the store keeps.
package enum MailCause: String, CaseIterable, Sendable {
    /// The relay's name has no address.
    case dns
    /// No connection, or it was lost. After the final dot the relay may have the message.
    case connection
    case timeout
    /// No TLS offered, no agreement on it, or a certificate that is not the relay's.
    case tls
    /// The relay's greeting, or its answer to EHLO.
    case greeting
    /// The credentials are wrong, or needed.
    case authentication
    /// MAIL FROM: our own envelope sender is not wanted.
    case sender
    /// RCPT TO.
    case recipient
    /// DATA, or what followed it.
    case content
    /// What came back was not SMTP, or far too much of it.
    case protocolError = "protocol"
    /// The transport was shut down while the message was under way.
    case stopped
    /// Our own fault: no memory, no thread, an option that libcurl refused.
    case internalError = "internal"
}
