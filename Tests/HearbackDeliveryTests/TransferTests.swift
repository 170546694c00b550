import Glibc
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

@Suite("Transfers to hostile servers")
struct TransferTests {
    struct Misbehaviour: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var expected: TransferResult.Outcome
        var milliseconds = 10_000
        var script: RawServer.Script

        init(
            _ name: String, _ expected: TransferResult.Outcome, milliseconds: Int = 10_000,
            _ script: @escaping RawServer.Script
        ) {
            testDescription = name
            self.expected = expected
            self.milliseconds = milliseconds
            self.script = script
        }
    }

    /// Runs one transfer against `script`.
    private func transfer(
        _ script: @escaping RawServer.Script, milliseconds: Int = 10_000, body: [UInt8] = Array("{}".utf8),
        scheme: String = "http", policy: AddressPolicy = .loopback
    ) async throws -> (result: TransferResult, server: RawServer) {
        let trap = try #require(ProxyTrap.server)
        let server = try RawServer(script)
        let loop = try CurlLoop(CurlLoopOptions(addressPolicy: policy))
        let url = try URLPolicy.loopback(server.port).vet("\(scheme)://127.0.0.1:\(server.port)/hook")
        let result = await loop.perform(
            TransferRequest(
                url: url, address: .v4(0x7f00_0001), body: body, totalTimeoutMilliseconds: milliseconds))
        await loop.shutDown()
        #expect(trap.accepted == 0)
        return (result, server)
    }

    static let misbehaviours: [Misbehaviour] = [
        Misbehaviour("a 1 GiB body is cut off and still a success", .delivered(status: 200)) { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
            while connection.write([UInt8](repeating: 0x61, count: 65_536)) {}
        },
        Misbehaviour("endless chunks are cut off", .delivered(status: 200)) { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while connection.write("400\r\n" + String(repeating: "a", count: 1_024) + "\r\n") {}
        },
        Misbehaviour("slow headers run out of time, whatever the status line said", .failed(.timeout), milliseconds: 3_000) {
            $0.readRequest()
            $0.write("HTTP/1.1 200 OK\r\nX-Slow: 1\r\n")
            $0.waitForClose()
        },
        Misbehaviour("a slow body does not undo a success", .delivered(status: 200), milliseconds: 3_000) {
            $0.readRequest()
            $0.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
            $0.waitForClose()
        },
        Misbehaviour("no answer at all runs out of time", .failed(.timeout), milliseconds: 3_000) {
            $0.readRequest()
            $0.waitForClose()
        },
        Misbehaviour("a flood of headers is cut off", .failed(.protocolError)) { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n")
            while connection.write("X-Flood: \(String(repeating: "a", count: 1_000))\r\n") {}
        },
        Misbehaviour("one endless header line is cut off", .failed(.protocolError)) { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nX-Line: ")
            while connection.write([UInt8](repeating: 0x61, count: 65_536)) {}
        },
        Misbehaviour("endless early hints are cut off", .failed(.protocolError)) { connection in
            connection.readRequest()
            while connection.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n") {}
        },
        Misbehaviour("a reset is a protocol error", .failed(.protocolError)) {
            $0.readRequest()
            $0.reset()
        },
        Misbehaviour("a closed connection is a protocol error", .failed(.protocolError)) { $0.readRequest() },
        Misbehaviour("HTTP/0.9 is a protocol error", .failed(.protocolError)) {
            $0.readRequest()
            $0.write("hello\r\n")
        },
        Misbehaviour("garbage is a protocol error", .failed(.protocolError)) {
            $0.readRequest()
            $0.write([0, 0xff, 0x16, 3, 1, 0, 0, 10, 13, 10, 13])
        },
        Misbehaviour("status 000 is a protocol error", .failed(.protocolError)) {
            $0.readRequest()
            $0.write("HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n")
        },
        Misbehaviour("status 999 is a failure with that status", .failed(.http(status: 999))) {
            $0.readRequest()
            $0.write("HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n")
        },
        Misbehaviour("switching protocols is refused at once", .failed(.protocolError), milliseconds: 60_000) {
            $0.readRequest()
            $0.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")
            $0.waitForClose()
        },
        Misbehaviour("an answer before the request was read counts", .delivered(status: 204)) {
            $0.write(RawServer.noContent)
            $0.waitForClose()
        },
        Misbehaviour("a body shorter than announced does not undo a success", .delivered(status: 200)) {
            $0.readRequest()
            $0.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        },
        Misbehaviour("a short body does not turn a failure into a success", .failed(.http(status: 500))) {
            $0.readRequest()
            $0.write("HTTP/1.1 500 No\r\nContent-Length: 10\r\n\r\nabc")
        },
        Misbehaviour("a hundred and a final status count as the final one", .delivered(status: 202)) {
            $0.readRequest()
            $0.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
        },
        Misbehaviour("gone is gone", .failed(.http(status: 410))) {
            $0.readRequest()
            $0.write("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")
        },
    ]

    @Test("judges what a server does", arguments: misbehaviours)
    func judges(_ misbehaviour: Misbehaviour) async throws {
        // A body beyond the socket's first gulp, so that answers may come before it was read.
        let (result, server) = try await transfer(
            misbehaviour.script, milliseconds: misbehaviour.milliseconds, body: Array(repeating: 0x20, count: 20_480))
        #expect(result.outcome == misbehaviour.expected)
        #expect(server.accepted == 1)
        #expect(result.peer == "127.0.0.1")
        #expect(result.bodyExcerpt.count <= ResponseReader.excerptLimit)
        if case .failed(.http(let status)) = misbehaviour.expected { #expect(result.status == status) }
    }

    @Test("keeps the first 2 KiB of a body and never inflates it")
    func excerpt() async throws {
        let bomb: [UInt8] = [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3] + [UInt8](repeating: 0x5a, count: 4_000)
        let (result, server) = try await transfer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n")
            connection.write(bomb)
        }
        #expect(result.outcome == .delivered(status: 200))
        #expect(result.bodyExcerpt == Array(bomb.prefix(2_048)))
        #expect(server.requests.first?.headers["accept-encoding"] == "identity")
    }

    @Test("reads Retry-After and clamps it to twelve hours", arguments: [
        ("120", 120), ("0", nil), ("-5", nil), ("100000000000000000000", nil), ("99999999", 43_200), ("soon", nil),
        ("Sun, 06 Nov 2099 08:49:37 GMT", 43_200), ("Sun, 06 Nov 1994 08:49:37 GMT", nil), ("", nil),
    ] as [(String, Int64?)])
    func retryAfter(value: String, seconds: Int64?) async throws {
        let (result, _) = try await transfer {
            $0.readRequest()
            $0.write("HTTP/1.1 503 Busy\r\nRetry-After: \(value)\r\nContent-Length: 0\r\n\r\n")
        }
        #expect(result.outcome == .failed(.http(status: 503)))
        #expect(result.retryAfterSeconds == seconds)
    }

    @Test("refuses to open a socket to an address that the policy forbids, even when it was pinned")
    func socketGuard() async throws {
        let (result, server) = try await transfer({ $0.readRequest() }, policy: AddressPolicy())
        #expect(result.outcome == .failed(.addressNotAllowed))
        #expect(server.accepted == 0)
    }

    @Test("a server without TLS fails as tls")
    func notTLS() async throws {
        let (result, _) = try await transfer(
            {
                $0.write("220 hello\r\n")
                $0.waitForClose()
            }, scheme: "https")
        #expect(result.outcome == .failed(.tls))
    }

    @Test("a closed port fails as connect")
    func closedPort() async throws {
        let server = try RawServer.sentinel()
        server.stop()
        let loop = try CurlLoop(CurlLoopOptions(addressPolicy: .loopback))
        let url = try URLPolicy.loopback(server.port).vet("http://127.0.0.1:\(server.port)/")
        let result = await loop.perform(TransferRequest(url: url, address: .v4(0x7f00_0001), body: []))
        #expect(result.outcome == .failed(.connect))
        await loop.shutDown()
    }

    @Test("sends what it was given to the pinned address, under the name of the URL, over one kept connection")
    func pinAndKeepAlive() async throws {
        let server = try RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        let loop = try CurlLoop(CurlLoopOptions(addressPolicy: .loopback, userAgent: "Hearback/test"))
        let url = try URLPolicy.loopback(server.port).vet("http://no-such-host.internal:\(server.port)/hook?a=b")
        let body: [UInt8] = [0, 1, 2, 0, 255]
        for _ in 0..<3 {
            let result = await loop.perform(
                TransferRequest(url: url, address: .v4(0x7f00_0002), headerLines: ["X-Test: yes"], body: body))
            #expect(result.outcome == .delivered(status: 200))
            #expect(result.bodyExcerpt == Array("ok".utf8))
            #expect(result.peer == "127.0.0.2")
        }
        #expect(server.accepted == 1)
        #expect(server.requests.count == 3)
        for request in server.requests {
            #expect(request.line == "POST /hook?a=b HTTP/1.1")
            #expect(request.headers["host"] == "no-such-host.internal:\(server.port)")
            #expect(request.headers["x-test"] == "yes")
            #expect(request.headers["user-agent"] == "Hearback/test")
            #expect(request.headers["content-type"] == "application/json")
            #expect(request.headers["expect"] == nil)
            #expect(request.body == body)
        }
        await loop.shutDown()
    }

    @Test("a header that would inject another is not sent")
    func headerInjection() async throws {
        let server = try RawServer.sentinel()
        let loop = try CurlLoop(CurlLoopOptions(addressPolicy: .loopback))
        let url = try URLPolicy.loopback(server.port).vet("http://127.0.0.1:\(server.port)/")
        let result = await loop.perform(
            TransferRequest(url: url, address: .v4(0x7f00_0001), headerLines: ["X-A: b\r\nX-C: d"], body: []))
        #expect(result.outcome == .failed(.internalError))
        #expect(server.accepted == 0)
        await loop.shutDown()
    }

    @Test("shutting down ends transfers under way, and later ones at once")
    func shutDown() async throws {
        let server = try RawServer {
            $0.readRequest()
            $0.waitForClose()
        }
        let loop = try CurlLoop(CurlLoopOptions(addressPolicy: .loopback, transfersAtMost: 8))
        let url = try URLPolicy.loopback(server.port).vet("http://127.0.0.1:\(server.port)/")
        let request = TransferRequest(url: url, address: .v4(0x7f00_0001), body: [])
        try await withThrowingTaskGroup(of: TransferResult.Outcome.self) { group in
            for _ in 0..<20 { group.addTask { await loop.perform(request).outcome } }
            await server.waitForRequests(4)
            await loop.shutDown()
            for try await outcome in group { #expect(outcome == .stopped) }
        }
        #expect(await loop.perform(request).outcome == .stopped)
        await loop.shutDown()
    }
}
