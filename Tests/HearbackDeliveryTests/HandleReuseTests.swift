import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

/// Handles are not reset between transfers, so nothing of one may show in the next.
@Suite("Handles that are used again")
struct HandleReuseTests {
    private static let plainHeaders: Set<String> = [
        "host", "accept", "content-type", "accept-encoding", "user-agent", "content-length",
    ]

    @Test("nothing of a transfer is left for the next: header, body, address, answer")
    func nothingLeaks() async throws {
        let rich = try RawServer.answering(
            "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nextra")
        let plain = try RawServer(RawServer.accepting)
        // One transfer at a time, so one handle for all.
        try await withLoop(CurlLoopOptions(addressPolicy: .loopback, transfersAtMost: 1)) { loop in
            for round in 0..<3 {
                var first = try TransferRequest("http://localhost:\(rich.port)/a", port: rich.port, to: 0x7f00_0002)
                first.headerLines = ["X-Secret: \(round)", "X-More: yes"]
                first.body = Array(repeating: 0x61, count: 5_000)
                let slow = await loop.perform(first)
                #expect(slow.outcome == .failed(.http(status: 429)))
                #expect(slow.retryAfterSeconds == 7)
                var second = try TransferRequest("http://127.0.0.1:\(plain.port)/b", port: plain.port, to: 0x7f00_0003)
                second.body = []
                let result = await loop.perform(second)
                #expect(result.outcome == .delivered(status: 204))
                #expect(result.peer == "127.0.0.3")
                #expect(result.bodyExcerpt.isEmpty)
                #expect(result.retryAfterSeconds == nil)
                #expect(result.requestsSent == 1)
            }
        }
        #expect(rich.requests.map { $0.headers["x-secret"] } == ["0", "1", "2"])
        for request in plain.requests {
            #expect(request.line == "POST /b HTTP/1.1")
            #expect(request.body.isEmpty)
            #expect(request.headers["content-length"] == "0")
            #expect(Set(request.headers.keys).isSubset(of: Self.plainHeaders))
        }
        #expect(plain.requests.count == 3)
    }

    @Test("nothing of a failure is left either: not a refusal, a timeout, an injection or an error text")
    func failuresDoNotLeak() async throws {
        let silent = try RawServer {
            $0.readRequest()
            $0.waitForClose()
        }
        let closed = try RawServer.sentinel()
        closed.stop()
        let good = try RawServer(RawServer.accepting)
        var injecting = try TransferRequest("http://localhost:\(good.port)/", port: good.port)
        injecting.headerLines = ["X-A: a", "X-B: b\r\nX-C: c"]
        let failures: [(TransferRequest, DeliveryFailure)] = [
            (try TransferRequest("http://localhost:\(silent.port)/", port: silent.port, milliseconds: 50), .timeout),
            (try TransferRequest("http://localhost:\(good.port)/", port: good.port, to: 0x0a00_0001), .addressNotAllowed),
            (try TransferRequest("http://localhost:\(closed.port)/", port: closed.port), .connect),
            (injecting, .internalError),
        ]
        let request = try TransferRequest("http://localhost:\(good.port)/", port: good.port)
        try await withLoop(CurlLoopOptions(addressPolicy: .loopback, transfersAtMost: 1)) { loop in
            for (failing, failure) in failures + failures.reversed() {
                let failed = await loop.perform(failing)
                #expect(failed.outcome == .failed(failure))
                #expect((failed.detail != nil) == (failure != .internalError))
                let result = await loop.perform(request)
                #expect(result.outcome == .delivered(status: 204))
                #expect(result.detail == nil)
                #expect(result.peer == "127.0.0.1")
            }
        }
        #expect(good.requests.count == 8)
        #expect(good.requests.allSatisfy { Set($0.headers.keys).isSubset(of: Self.plainHeaders) })
    }

    @Test("a handle is found again by where it went, and the longest idle one serves a new place when all are taken")
    func pool() throws {
        let options = CurlLoopOptions(addressPolicy: .loopback)
        let mailbox = try #require(LoopMailbox())
        let sockets = try #require(SocketWatch(mailbox: mailbox.descriptor))
        let places = try (1...3).map {
            HandlePool.Destination(try TransferRequest("http://localhost:80/", port: 80, to: UInt32($0)))
        }
        var pool = HandlePool(limit: 2)
        #expect(pool.take(for: places[0]) == nil)
        let handles = try (0..<3).map { _ in try #require(TransferHandle(options, sockets)) }
        pool.put(handles[0], for: places[0])
        #expect(pool.take(for: places[1]) == nil)
        pool.put(handles[1], for: places[1])
        #expect(pool.take(for: places[0]) === handles[0])
        pool.put(handles[0], for: places[0])
        #expect(pool.take(for: places[2]) === handles[1])
        #expect(pool.count == 1)
        for _ in 0..<1_000 {
            pool.put(handles[2], for: places[2])
            #expect(pool.take(for: places[2]) === handles[2])
        }
        pool.put(handles[1], for: places[1])
        pool.put(handles[2], for: places[2])
        #expect(pool.count == 2)
        #expect(pool.take(for: places[0]) === handles[1])
    }
}
