import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Unusual connections", .keepingFailures)
struct HostileConnectionTests {
    @Test("Pipelined requests are answered in order on one connection")
    func pipelining() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let address = try daemon.address
            let body = try WireJSON.encode(SubmissionRequest.sample())
            let requests = [
                HTTPRequest("GET", "/healthz"),
                HTTPRequest("POST", "/v1/comments", headers: [("Content-Type", "application/json")], body: body),
                HTTPRequest("GET", "/v1/bills/pl-03-25"), HTTPRequest("GET", "/nowhere"),
                HTTPRequest("GET", "/healthz"),
            ]

            let responses = try await onThread {
                let connection = try HTTPConnection(address)
                _ = connection.send(requests.map(\.bytes).reduce(Data(), +))
                return try requests.map { _ in try connection.readResponse() }
            }

            #expect(responses.map(\.status) == [200, 201, 200, 404, 200])
            #expect(try responses[2].json(BillResource.self).counts.received == 1)
        }
    }

    @Test("Megabytes of blanks where a receipt is pasted are answered like any other text that is none, and are not shown again")
    func blanks() async throws {
        try await DaemonFixture.with { daemon in
            for count in [100_000, 1_000_000, 1_200_000, 3_000_000] {
                let form = Data("receipt=".utf8) + Data(repeating: UInt8(ascii: "+"), count: count)
                let answer = try await daemon.site.send(
                    HTTPRequest("POST", "/en/verify", headers: [("Content-Type", "application/x-www-form-urlencoded")], body: form))
                #expect(answer.status == 200 && (count < 1_100_000 || answer.body.count < 50_000), "\(count): \(answer.status)")
            }
        }
    }

    @Test("Without a file descriptor left nobody is let in, and the daemon lives; with one again it goes on")
    func descriptors() async throws {
        try await DaemonFixture.with { daemon in
            let pid = try daemon.pid
            let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
            let limit = CommandLineTool(program: "/usr/bin/prlimit", scratch: daemon.scratch)
            _ = try await limit.run("--pid", "\(pid)", "--nofile=\(open + 20):\(open + 20)").check()
            let address = try daemon.address
            try await onThread {
                let crowd = try (0..<60).map { _ in try HTTPConnection(address) }
                withExtendedLifetime(crowd) {}
            }
            try await waitUntil("it is told") { daemon.errors.contains("a connection could not be accepted") }
            try await waitUntil("somebody is let in again") { (try? await daemon.site.get("/healthz").status) == 200 }
            let bill = try await daemon.site.get("/v1/bills")
            #expect(bill.status == 200 && bill.headers["x-content-type-options"] == "nosniff")
            #expect(try await daemon.site.get("/nowhere").headers["x-content-type-options"] == "nosniff")
        }
    }

    @Test("An unknown route is a problem too; another method is not taken for the right one")
    func unknownRoutes() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            let paths = ["/v1", "/v1/nothing", "/v1/comments/1/2", "/admin/v1/status", "/v1/../admin/v1/status", "//evil.example", "/de/"]
            for path in paths {
                expect(try await daemon.site.get(path, headers: [("Accept-Language", "fr")]), .notFound, 404, .french)
            }
            let other = try await daemon.site.send(HTTPRequest("PUT", "/v1/comments", body: Data("{}".utf8)))
            #expect(other.status == 405 && other.headers["allow"] == "POST")
            #expect(other.headers["content-type"] == "application/problem+json; charset=utf-8")
        }
    }

    @Test("Huge headers, many headers and nonsense end the connection, not the daemon")
    func nonsense() async throws {
        let heads: [Data] = [
            Data("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: \(String(repeating: "a", count: 9_000))\r\n\r\n".utf8),
            Data("GET /healthz HTTP/1.1\r\nHost: x\r\n\(String(repeating: "X-Many: 1\r\n", count: 150))\r\n".utf8),
            Data("GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\nHost: x\r\n\r\n".utf8),
            Data("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}\u{3}\u{3} hello, TLS\r\n\r\n".utf8),
            Data("GET /healthz HTTP/9.9\r\n\r\n".utf8), Data(repeating: 0, count: 4_096),
            Data("POST /v1/comments HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n".utf8),
            Data("POST /v1/comments HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}{}{}".utf8),
            Data("POST /v1/comments HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n".utf8),
        ]
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            let address = try daemon.address
            for (index, head) in heads.enumerated() {
                let status = try await onThread { () -> Int? in
                    let connection = try HTTPConnection(address, timeoutSeconds: 15)
                    _ = connection.send(head)
                    do throws(HTTPFailure) {
                        return try connection.readResponse().status
                    } catch .noResponse {
                        return nil
                    }
                }
                if let status { #expect((400..<600).contains(status), "case \(index)") }
            }
            #expect(try await daemon.site.get("/healthz").status == 200)
        }
    }

    @Test("A client that goes away in the middle of its body leaves nothing behind")
    func abandonedBody() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let address = try daemon.address
            let request = HTTPRequest(
                "POST", "/v1/comments", headers: [("Content-Type", "application/json")],
                body: try WireJSON.encode(SubmissionRequest.sample())
            ).bytes
            try await onThread {
                for length in stride(from: 1, to: request.count, by: 7) {
                    _ = try HTTPConnection(address).send(Data(request.prefix(length)))
                }
            }

            _ = try await daemon.submit(.sample("Le seul"))
            #expect(try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).comments == 1)
        }
    }

    @Test("A sender that stops in the middle is cut off within a minute and a quarter")
    func silentSenders() async throws {
        let heads = [
            "", "GET /healthz HT",
            "POST /v1/comments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
        ]
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            let address = try daemon.address
            try await withThrowingTaskGroup(of: Void.self) { group in
                for head in heads {
                    group.addTask {
                        // `timedOut` is thrown, and fails the test, when the daemon keeps the connection.
                        try await onThread {
                            let connection = try HTTPConnection(address, timeoutSeconds: 75)
                            _ = connection.send(Data(head.utf8))
                            do throws(HTTPFailure) {
                                let status = try connection.readResponse().status
                                guard status == 408 else { throw .malformed("\(status)") }
                            } catch .noResponse {}
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await daemon.site.get("/healthz").status == 200)
        }
    }

    @Test("A body that trickles in is cut off after half a minute, however steadily it comes")
    func tricklingBody() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            let address = try daemon.address
            let head = "POST /v1/comments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n"
            try await onThread {
                let connection = try HTTPConnection(address, timeoutSeconds: 1)
                _ = connection.send(Data(head.utf8))
                let began = ContinuousClock.now
                var isOpen = true
                while isOpen, ContinuousClock.now < began + .seconds(50) {
                    _ = connection.send(Data(" ".utf8))
                    do throws(HTTPFailure) {
                        _ = try connection.readResponse()
                    } catch .timedOut {
                        continue
                    } catch {
                        isOpen = false
                    }
                }
                #expect(!isOpen, "the daemon kept the connection")
            }
            #expect(try await daemon.site.get("/healthz").status == 200)
        }
    }

    @Test("Four hundred idle connections do not keep the next citizen out")
    func idleConnections() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            let address = try daemon.address
            let site = try daemon.site
            try await onThread {
                let idle = try (0..<400).map { _ in try HTTPConnection(address) }
                let answer = try HTTPConnection(address).request(HTTPRequest("GET", "/healthz"))
                guard answer.status == 200, idle.count == 400 else { throw FixtureError("\(answer)") }
            }
            #expect(try await site.get("/healthz").status == 200)
        }
    }
}
