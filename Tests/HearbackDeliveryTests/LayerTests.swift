import Glibc
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

/// Each layer with the others switched off: any one of them has to keep a transfer from a forbidden address.
@Suite("The layers that hold a transfer to its address")
struct LayerTests {
    /// Ways to say 127.0.0.1 to libcurl, where the sentinel listens.
    static let internalHosts = ["127.0.0.1", "localhost"]

    private func options(_ guards: TransferGuards, _ policy: AddressPolicy = .loopback) -> CurlLoopOptions {
        var options = CurlLoopOptions(addressPolicy: policy)
        options.guards = guards
        return options
    }

    private func send(
        _ host: String, to sentinel: RawServer, pinned: UInt32, _ options: CurlLoopOptions
    ) async throws -> TransferResult {
        let request = try TransferRequest("http://\(host):\(sentinel.port)/", port: sentinel.port, to: pinned)
        return try await withLoop(options) { await $0.perform(request) }
    }

    @Test("with all of them off the sentinel is reached: the tests below would see it", arguments: internalHosts)
    func control(host: String) async throws {
        let sentinel = try RawServer(on: 0x7f00_0001, RawServer.accepting)
        let result = try await send(host, to: sentinel, pinned: 0x7f00_0002, options([], AddressPolicy()))
        #expect(result.outcome == .delivered(status: 204))
        #expect(sentinel.requests.count == 1)
    }

    @Test("the vetting of the URL alone", arguments: [
        "127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "0", "[::1]", "[::ffff:127.0.0.1]",
        "①②⑦.⓪.⓪.①", "127。0。0。1", "foo.localhost", "u@127.0.0.1", "[fe80::1%25lo]",
    ])
    func url(host: String) async throws {
        let sentinel = try RawServer.sentinel()
        let policy = URLPolicy(allowsHTTP: true, allowedPorts: [sentinel.port])
        try await withLoop(options([], AddressPolicy())) { loop in
            _ = await #expect(throws: URLRefusal.self) {
                let url = try policy.vet("http://\(host):\(sentinel.port)/")
                _ = await loop.perform(TransferRequest(url: url, address: .v4(0x7f00_0001), body: []))
            }
        }
        #expect(sentinel.accepted == 0)
    }

    @Test("the vetting of the whole answer alone", arguments: [
        ["127.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["127.0.0.1", "1.1.1.1"], ["2606:4700::1111", "::1"],
        ["1.1.1.1", "::ffff:127.0.0.1"], ["64:ff9b::7f00:1"], ["2002:7f00:1::"], ["fe80::1"],
        (0..<99).map { "1.1.1.\($0)" } + ["10.0.0.1"],
    ])
    func answer(addresses: [String]) async throws {
        let sentinel = try RawServer.sentinel()
        let finder = DestinationFinder(
            resolver: ScriptedResolver([addresses.compactMap { IPAddress($0) }]), policy: AddressPolicy())
        let url = try URLPolicy.loopback(sentinel.port).vet("http://localhost:\(sentinel.port)/")
        try await withLoop(options([], AddressPolicy())) { loop in
            _ = await #expect(throws: DestinationRefusal.self) {
                for address in try await finder.destinations(of: url, priority: .verified) {
                    _ = await loop.perform(TransferRequest(url: url, address: address, body: []))
                }
            }
        }
        #expect(sentinel.accepted == 0)
    }

    @Test("the pin alone: the connection goes there, whatever the host is or resolves to", arguments: internalHosts)
    func pin(host: String) async throws {
        let (sentinel, server) = try RawServer.pair(RawServer.accepting, RawServer.accepting)
        let result = try await send(host, to: sentinel, pinned: 0x7f00_0002, options(.pin, AddressPolicy()))
        #expect(result.outcome == .delivered(status: 204))
        #expect(result.peer == "127.0.0.2")
        #expect(sentinel.accepted == 0)
        #expect(server.requests.map { $0.headers["host"] } == ["\(host):\(server.port)"])
    }

    @Test("the check of the socket alone: what the policy forbids", arguments: internalHosts)
    func openSocket(host: String) async throws {
        let sentinel = try RawServer.sentinel()
        let result = try await send(host, to: sentinel, pinned: 0x7f00_0001, options(.openSocket, AddressPolicy()))
        #expect(result.outcome == .failed(.addressNotAllowed))
        #expect(result.detail?.contains("is not allowed") == true || result.detail?.contains("not the pinned") == true)
        #expect(sentinel.accepted == 0)
    }

    @Test("the check of the socket alone: what is allowed, but is not the vetted address", arguments: internalHosts)
    func openSocketElsewhere(host: String) async throws {
        let sentinel = try RawServer.sentinel()
        let result = try await send(host, to: sentinel, pinned: 0x7f00_0002, options(.openSocket))
        #expect(result.outcome == .failed(.addressNotAllowed))
        #expect(sentinel.accepted == 0)
    }

    @Test("the check before the request alone: connected, and not a byte of the request sent", arguments: internalHosts)
    func prerequest(host: String) async throws {
        for (policy, pinned) in [(AddressPolicy(), 0x7f00_0001), (.loopback, 0x7f00_0002)] as [(AddressPolicy, UInt32)] {
            let sentinel = try RawServer(on: 0x7f00_0001, RawServer.accepting)
            let result = try await send(host, to: sentinel, pinned: pinned, options(.prerequest, policy))
            #expect(result.outcome == .failed(.addressNotAllowed))
            #expect(result.requestsSent == 0)
            sentinel.stop()
            #expect(sentinel.requests.isEmpty)
        }
    }

    @Test("the checks of the socket and before the request judge every address of the registries as the vetting does")
    func everyAddress() throws {
        let policy = AddressPolicy()
        let other = try #require(IPAddress("1.2.3.4"))
        for vector in try AddressVectors.load() {
            let address = try #require(IPAddress(vector.address))
            let pinned = ConnectionGuard(pinned: address, policy: policy)
            let elsewhere = ConnectionGuard(pinned: other, policy: policy)
            #expect((policy.refusal(of: address) != nil) == vector.deny, "\(vector)")
            let vetted = try? policy.vet([other, address])
            #expect(vetted == (vector.deny ? nil : [other, address]), "\(vector)")
            address.socketAddress.withUnsafeBytes { bytes in
                #expect((pinned.refusal(ofSocketAddress: bytes) != nil) == vector.deny, "\(vector)")
                #expect(elsewhere.refusal(ofSocketAddress: bytes) != nil, "\(vector)")
            }
            #expect((pinned.refusal(ofPeer: vector.address) != nil) == vector.deny, "\(vector)")
            #expect(elsewhere.refusal(ofPeer: vector.address) != nil, "\(vector)")
        }
    }

    @Test("libcurl itself is stopped at the socket for every address of the registries that is forbidden")
    func everyForbiddenAddress() async throws {
        let probe = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        if probe >= 0 { close(probe) }
        let denied = try AddressVectors.load().filter { $0.deny && (probe >= 0 || !$0.address.contains(":")) }
        #expect(denied.count > 30)
        try await withLoop(options(.openSocket, AddressPolicy())) { loop in
            for vector in denied {
                let address = try #require(IPAddress(vector.address))
                let host = address.isIPv6 ? "[\(vector.address)]" : vector.address
                let url = try URLPolicy.loopback(9).vet("http://\(host):9/")
                let result = await loop.perform(TransferRequest(url: url, address: address, body: []))
                #expect(result.outcome == .failed(.addressNotAllowed), "\(vector): \(result)")
                #expect(result.requestsSent == 0)
            }
        }
    }

    @Test("what is no internet address is refused")
    func otherFamilies() {
        let connection = ConnectionGuard(pinned: .v4(0x0101_0101), policy: AddressPolicy())
        for bytes in [[], [1, 0], [UInt8](repeating: 1, count: 110), [UInt8](repeating: 0, count: 16)] as [[UInt8]] {
            bytes.withUnsafeBytes { #expect(connection.refusal(ofSocketAddress: $0) != nil) }
        }
        for text in ["", "/run/x.sock", "1.1.1.1%eth0", "[1.1.1.1]"] { #expect(connection.refusal(ofPeer: text) != nil) }
        #expect(connection.refusal(ofPeer: "::ffff:1.1.1.1") == nil)
    }
}

/// Answers each lookup with the next answer, the last one for ever.
actor ScriptedResolver: NameResolver {
    private var answers: [[IPAddress]]

    init(_ answers: [[IPAddress]]) {
        self.answers = answers
    }

    func addresses(of host: String, priority: LookupPriority) throws(NameResolutionError) -> [IPAddress] {
        guard let answer = answers.first else { throw .noAddress("script has ended") }
        if answers.count > 1 { answers.removeFirst() }
        return answer
    }
}
