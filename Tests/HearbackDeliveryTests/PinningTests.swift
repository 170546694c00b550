import Glibc
import HearbackTestSupport
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

@Suite("Pinned connections and the pool", .keepingFailures)
struct PinningTests {
    private func send(
        _ loop: CurlLoop, _ host: String, _ server: RawServer, to address: UInt32
    ) async throws -> TransferResult {
        await loop.perform(try TransferRequest("http://\(host):\(server.port)/", port: server.port, to: address))
    }

    private func expect(
        _ outcome: TransferResult.Outcome, _ loop: CurlLoop, _ host: String, _ server: RawServer, to address: UInt32
    ) async throws {
        let result = try await send(loop, host, server, to: address)
        #expect(result.outcome == outcome)
    }

    @Test("an answer that changes between the check and the connection changes nothing")
    func rebinding() async throws {
        let (sentinel, server) = try RawServer.pair(RawServer.accepting, RawServer.accepting)
        let policy = AddressPolicy(allowed: [try #require(AddressBlock("127.0.0.2"))])
        let resolver = ScriptedResolver([[.v4(0x7f00_0002)], [.v4(0x7f00_0001)]])
        let finder = DestinationFinder(resolver: resolver, policy: policy)
        // What the system's resolver says of this name is the second answer already.
        let url = try URLPolicy.loopback(server.port).vet("http://localhost:\(server.port)/")
        try await withLoop(CurlLoopOptions(addressPolicy: policy)) { loop in
            let found = try await finder.destinations(of: url, priority: .verified)
            #expect(found == [.v4(0x7f00_0002)])
            let result = await loop.perform(TransferRequest(url: url, address: found[0], body: []))
            #expect(result.outcome == .delivered(status: 204))
            #expect(result.peer == "127.0.0.2")
            _ = await #expect(throws: DestinationRefusal.self) {
                try await finder.destinations(of: url, priority: .verified)
            }
        }
        #expect(server.requests.count == 1)
        #expect(sentinel.accepted == 0)
    }

    @Test("a kept connection is judged again: not when its socket was opened long ago, but before each request")
    func pooledConnection() async throws {
        for (guards, outcome) in [
            (.all, .failed(.addressNotAllowed)), (.prerequest, .failed(.addressNotAllowed)),
            // Why the check before the request is needed: nothing else looks at a connection that is there.
            ([.pin, .openSocket], .delivered(status: 204)),
        ] as [(TransferGuards, TransferResult.Outcome)] {
            let server = try RawServer(RawServer.accepting)
            var options = CurlLoopOptions(addressPolicy: .loopback)
            options.guards = guards
            try await withLoop(options) { loop in
                try await expect(.delivered(status: 204), loop, "127.0.0.1", server, to: 0x7f00_0001)
                loop.use(AddressPolicy())
                try await expect(outcome, loop, "127.0.0.1", server, to: 0x7f00_0001)
            }
            #expect(server.accepted == 1)
            server.stop()
            #expect(server.requests.count == (outcome == .delivered(status: 204) ? 2 : 1))
        }
    }

    @Test("a host that moved gets a new connection, and another host at its address does not get its own")
    func poolKeys() async throws {
        let server = try RawServer(RawServer.accepting)
        try await withLoop(CurlLoopOptions(addressPolicy: .loopback)) { loop in
            let visits: [(String, UInt32, connections: Int)] = [
                ("no-such-host.internal", 0x7f00_0002, 1), ("no-such-host.internal", 0x7f00_0002, 1),
                ("no-such-host.internal", 0x7f00_0003, 2), ("other-host.internal", 0x7f00_0003, 3),
                ("other-host.internal", 0x7f00_0003, 3), ("no-such-host.internal", 0x7f00_0002, 3),
            ]
            for (host, address, connections) in visits {
                let result = try await send(loop, host, server, to: address)
                #expect(result.outcome == .delivered(status: 204))
                #expect(result.peer == "\(IPAddress.v4(address))")
                #expect(server.accepted == connections)
                #expect(server.requests.last?.headers["host"] == "\(host):\(server.port)")
            }
        }
    }

    @Test("a redirect is a failure and nothing more", arguments: [301, 302, 303, 307, 308])
    func redirects(status: Int) async throws {
        let sentinel = try RawServer.sentinel()
        for place in ["http://169.254.169.254/latest/", "http://127.0.0.1:\(sentinel.port)/", "file:///etc/passwd"] {
            let server = try RawServer.answering(
                "HTTP/1.1 \(status) Over There\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n")
            try await withLoop(CurlLoopOptions(addressPolicy: .loopback)) { loop in
                let result = try await send(loop, "127.0.0.1", server, to: 0x7f00_0001)
                #expect(result.outcome == .failed(.http(status: status)))
                #expect(result.requestsSent == 1)
                #expect(result.peer == "127.0.0.1")
                #expect(result.detail == nil)
            }
        }
        #expect(sentinel.accepted == 0)
    }

    @Test("neither a proxy nor a password of the environment is used")
    func environment() async throws {
        let trap = try #require(ProxyTrap.server)
        let scratch = try Scratch(named: #function)
        try await scratch.use {
            _ = try scratch.write("default login spy password secret\n", to: ".netrc")
            let home = getenv("HOME").map { String(cString: $0) }
            setenv("HOME", scratch.path, 1)
            defer { if let home { setenv("HOME", home, 1) } else { unsetenv("HOME") } }
            let server = try RawServer(RawServer.accepting)
            try await withLoop(CurlLoopOptions(addressPolicy: .loopback)) { loop in
                try await expect(.delivered(status: 204), loop, "localhost", server, to: 0x7f00_0001)
            }
            #expect(server.requests.count == 1)
            #expect(server.requests.first?.headers["authorization"] == nil)
            #expect(server.requests.first?.line == "POST / HTTP/1.1")
        }
        #expect(trap.accepted == 0)
    }
}
