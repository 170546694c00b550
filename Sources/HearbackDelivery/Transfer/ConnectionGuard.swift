import HearbackWebhooks

/// The last word on where a connection leads, whatever libcurl has made of the URL: the pinned address, and still an
/// allowed one.
struct ConnectionGuard {
    let pinned: IPAddress
    let policy: AddressPolicy

    /// Before a socket is opened: why not, nil when it may be. A family other than IPv4 and IPv6 is refused.
    func refusal(ofSocketAddress bytes: UnsafeRawBufferPointer) -> String? {
        refusal(of: IPAddress(socketAddress: bytes))
    }

    /// Before the request is sent, on new and kept connections alike: why not, nil when it may be.
    func refusal(ofPeer text: String) -> String? { refusal(of: IPAddress(text)) }

    private func refusal(of address: IPAddress?) -> String? {
        guard let address else { return "the peer has no internet address" }
        guard address.unmapped == pinned.unmapped else { return "address \(address) is not the pinned one, \(pinned)" }
        return policy.refusal(of: address)?.description
    }
}

/// The layers that hold a transfer to its address. All of them, always; tests switch some off to see each hold alone.
struct TransferGuards: OptionSet, Sendable {
    let rawValue: Int

    /// `CURLOPT_CONNECT_TO`: the URL's host is never resolved.
    static let pin = TransferGuards(rawValue: 1)
    /// `CURLOPT_OPENSOCKETFUNCTION`: before each connection.
    static let openSocket = TransferGuards(rawValue: 2)
    /// `CURLOPT_PREREQFUNCTION`: before each request, after TCP and TLS.
    static let prerequest = TransferGuards(rawValue: 4)

    static let all: TransferGuards = [.pin, .openSocket, .prerequest]
}
