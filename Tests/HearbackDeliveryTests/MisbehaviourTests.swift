import Glibc
import HearbackTestSupport
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

/// More of what peers do, beyond `TransferTests`: slowness in the small, floods behind the verdict, kept connections.
@Suite("Slow, flooding and forgetful peers")
struct MisbehaviourTests {
    struct Peer: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var expected: TransferResult.Outcome
        var milliseconds = 10_000
        var script: RawServer.Script
    }

    /// Writes `text` byte by byte, slower than any timeout of these tests allows for the whole of it.
    private static func trickle(_ text: String, to connection: RawConnection) {
        for byte in text.utf8 {
            guard connection.write([byte]) else { return }
            usleep(100_000)
        }
    }

    private static func flood(_ head: String, _ piece: String) -> RawServer.Script {
        { connection in
            connection.readRequest()
            connection.write(head)
            while connection.write(piece) {}
        }
    }

    private static let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    static let peers: [Peer] = [
        Peer(testDescription: "a header that comes byte by byte", expected: .failed(.timeout), milliseconds: 3_000) {
            $0.readRequest()
            trickle("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", to: $0)
        },
        Peer(testDescription: "a body that comes byte by byte", expected: .delivered(status: 200), milliseconds: 3_000) {
            $0.readRequest()
            $0.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
            trickle(String(repeating: "a", count: 100), to: $0)
        },
        Peer(testDescription: "a reset within the header block", expected: .failed(.protocolError)) {
            $0.readRequest()
            $0.write("HTTP/1.1 200 OK\r\nContent-")
            $0.reset()
        },
        Peer(testDescription: "a close within the header block", expected: .failed(.protocolError)) {
            $0.readRequest()
            $0.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n")
        },
        Peer(testDescription: "a close within the body", expected: .delivered(status: 201)) {
            $0.readRequest()
            $0.write("HTTP/1.1 201 Made\r\nContent-Length: 5000\r\n\r\nabc")
        },
        Peer(testDescription: "a request that nobody reads", expected: .failed(.timeout), milliseconds: 3_000) {
            $0.waitSilently()
        },
        Peer(
            testDescription: "endless 100 Continue", expected: .failed(.protocolError),
            script: flood("", "HTTP/1.1 100 Continue\r\n\r\n")),
        Peer(
            testDescription: "an endless chunk extension", expected: .delivered(status: 200), milliseconds: 1_000,
            script: flood(chunked + "5", ";a=" + String(repeating: "b", count: 4_096))),
        Peer(
            testDescription: "endless trailers", expected: .delivered(status: 200),
            script: flood(chunked + "0\r\n", "X-T: \(String(repeating: "t", count: 1_000))\r\n")),
        Peer(testDescription: "a chunk size that is none", expected: .delivered(status: 200)) {
            $0.readRequest()
            $0.write(chunked + "zz\r\nabc\r\n")
        },
        Peer(testDescription: "10 GB announced and a failure", expected: .failed(.http(status: 500)), milliseconds: 3_000) {
            $0.readRequest()
            $0.write("HTTP/1.1 500 No\r\nContent-Length: 10737418240\r\n\r\n")
            $0.waitSilently()
        },
        Peer(testDescription: "a NUL in a header", expected: .failed(.protocolError)) {
            $0.readRequest()
            $0.write("HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\nContent-Length: 0\r\n\r\n")
        },
        Peer(testDescription: "two lengths that differ", expected: .delivered(status: 200)) {
            $0.readRequest()
            $0.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")
        },
    ]

    @Test("judges a peer by its final status, once its header block has ended", arguments: peers)
    func judges(peer: Peer) async throws {
        let server = try RawServer(peer.script)
        try await withLoop(CurlLoopOptions(addressPolicy: .loopback)) { loop in
            var request = try TransferRequest(
                "http://127.0.0.1:\(server.port)/", port: server.port, milliseconds: peer.milliseconds)
            request.body = Array(repeating: 0x20, count: 20_480)
            let result = await loop.perform(request)
            #expect(result.outcome == peer.expected, "\(result)")
            #expect(result.requestsSent == 1)
            #expect((result.detail == nil) == (result.status != nil))
            #expect(result.bodyExcerpt.count <= ResponseReader.excerptLimit)
        }
        #expect(server.accepted == 1)
    }

    @Test("64 KiB of headers are read, one byte more ends the transfer", arguments: [
        (0, TransferResult.Outcome.delivered(status: 204)), (1, .failed(.protocolError)),
    ])
    func headerLimit(excess: Int, outcome: TransferResult.Outcome) async throws {
        let (head, end) = ("HTTP/1.1 204 No Content\r\n", "\r\n")
        let line = "X-Fill: \(String(repeating: "a", count: 1_014))\r\n"
        let room = ResponseReader.headerLimit + excess - head.utf8.count - end.utf8.count
        let last = "X-Last: \(String(repeating: "b", count: room - 63 * line.utf8.count - 10))\r\n"
        let server = try RawServer.answering(head + String(repeating: line, count: 63) + last + end)
        try await withLoop(CurlLoopOptions(addressPolicy: .loopback)) { loop in
            let request = try TransferRequest("http://127.0.0.1:\(server.port)/", port: server.port)
            #expect(await loop.perform(request).outcome == outcome)
        }
    }

    @Test("a kept connection that is closed as the request arrives: sent once more, and the result says so")
    func resend() async throws {
        let server = try RawServer { connection in
            // Answers the first request of a connection and hangs up on the second.
            guard connection.readRequest() != nil, connection.write(RawServer.noContent) else { return }
            connection.readRequest()
        }
        try await withLoop(CurlLoopOptions(addressPolicy: .loopback)) { loop in
            let request = try TransferRequest("http://127.0.0.1:\(server.port)/", port: server.port)
            let first = await loop.perform(request)
            #expect(first.outcome == .delivered(status: 204))
            #expect(first.requestsSent == 1)
            let second = await loop.perform(request)
            #expect(second.outcome == .delivered(status: 204))
            #expect(second.requestsSent == 2)
        }
        #expect(server.requests.count == 3)
        #expect(server.accepted == 2)
    }

    @Test("a new connection that is closed without an answer is not tried again by itself")
    func noResend() async throws {
        let server = try RawServer { $0.readRequest() }
        try await withLoop(CurlLoopOptions(addressPolicy: .loopback)) { loop in
            let request = try TransferRequest("http://127.0.0.1:\(server.port)/", port: server.port)
            let result = await loop.perform(request)
            #expect(result.outcome == .failed(.protocolError))
            #expect(result.requestsSent == 1)
            #expect(result.detail == "Empty reply from server")
        }
        #expect(server.requests.count == 1)
    }

    @Test("the message is sent twice at most, however many kept connections turn out to be closed")
    func resendsAreBounded() async throws {
        let held = 4
        let arrived = Counter()
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            // The first answers wait for each other, so that as many connections are kept.
            if arrived.next() <= held { while arrived.count < held { usleep(1_000) } }
            guard connection.write(RawServer.noContent) else { return }
            connection.readRequest()
        }
        try await withLoop(CurlLoopOptions(addressPolicy: .loopback)) { loop in
            let request = try TransferRequest("http://127.0.0.1:\(server.port)/", port: server.port)
            await withTaskGroup(of: TransferResult.Outcome.self) { group in
                for _ in 0..<held { group.addTask { await loop.perform(request).outcome } }
                for await outcome in group { #expect(outcome == .delivered(status: 204)) }
            }
            let result = await loop.perform(request)
            #expect(result.requestsSent == 2)
            #expect(result.outcome == .failed(.protocolError) || result.outcome == .delivered(status: 204))
        }
        #expect(server.requests.count == held + 2)
    }

    @Test("a second answer in one breath with the first is not taken for the next request's")
    func pipelined() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrueHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfalse")
            connection.readRequest()
        }
        try await withLoop(CurlLoopOptions(addressPolicy: .loopback)) { loop in
            let request = try TransferRequest("http://127.0.0.1:\(server.port)/", port: server.port)
            for _ in 0..<3 {
                let result = await loop.perform(request)
                #expect(result.outcome == .delivered(status: 200))
                #expect(result.bodyExcerpt == Array("true".utf8))
            }
        }
    }

    @Test("what an idle connection's peer says unasked is never read: the next request gets a connection of its own")
    func unsolicited() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue")
            // Once the first answer was taken.
            usleep(100_000)
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfalse")
            connection.waitForClose()
        }
        try await withLoop(CurlLoopOptions(addressPolicy: .loopback)) { loop in
            let request = try TransferRequest("http://127.0.0.1:\(server.port)/", port: server.port)
            for round in 1...3 {
                let result = await loop.perform(request)
                #expect(result.outcome == .delivered(status: 200))
                #expect(result.bodyExcerpt == Array("true".utf8))
                #expect(result.requestsSent == 1)
                #expect(server.accepted == round)
                // The connection was shut down by the loop, so the server has seen its end.
                try await waitUntil("the connection is shut down") { server.open == 0 }
            }
        }
    }

    @Test("an error text shows no control bytes and has an end")
    func details() {
        #expect(FailureDetail.cleaned("a\u{1b}[2J\nb\u{7f}é".utf8) == "a?[2J?b???")
        #expect(FailureDetail.cleaned(String(repeating: "a", count: 300).utf8)?.utf8.count == FailureDetail.limit)
        #expect(FailureDetail.cleaned("".utf8) == nil)
        #expect(FailureDetail.cleaned("  ".utf8) == nil)
    }
}
