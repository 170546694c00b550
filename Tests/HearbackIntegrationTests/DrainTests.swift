import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

/// The order of the end: no new connections, then what was accepted, then deliveries, then the ledger.
@Suite("The end", .serialized, .keepingFailures)
struct DrainTests {
    /// Waits until nobody is let in any more.
    private func waitUntilClosed(_ address: ServerAddress) async throws {
        try await waitUntil("no connection is taken") {
            (try? await onThread { _ = try HTTPConnection(address) }) == nil
        }
    }

    @Test("A comment that is half here when the end begins is taken, acknowledged and kept")
    func halfACommment() async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.add(try Demo.openBills())
            let body = try WireJSON.encode(SubmissionRequest.sample("La fin d’une phrase."))
            let request = HTTPRequest("POST", "/v1/comments", headers: [(name: "Content-Type", value: "application/json")], body: body)
            let bytes = request.bytes
            let address = try daemon.address
            let connection = try await onThread {
                let connection = Slow(try HTTPConnection(address))
                _ = connection.value.send(bytes.dropLast(20))
                return connection
            }
            // Another answer means that the first part has been read.
            #expect(try await daemon.site.get("/healthz").status == 200)

            try daemon.send(signal: SIGTERM)
            try await waitUntilClosed(address)
            let response = try await onThread {
                _ = connection.value.send(bytes.suffix(20))
                return try connection.value.readResponse()
            }

            #expect(response.status == 201)
            #expect(response.headers["connection"] == "close")
            try await daemon.restart()
            let receipt = try response.json(SubmissionResponse.self)
            #expect(try await daemon.receipt(receipt.receiptToken).text == "La fin d’une phrase.")
        }
    }

    @Test("Who has connected and not asked yet is answered; no door lets anybody in meanwhile")
    func newcomer() async throws {
        try await DaemonFixture.with { daemon in
            let address = try daemon.address
            let connection = try await onThread { Slow(try HTTPConnection(address)) }
            // The daemon has accepted what came before this.
            #expect(try await daemon.site.get("/healthz").status == 200)

            try daemon.send(signal: SIGTERM)
            try await waitUntilClosed(address)
            try await waitUntilClosed(.unix(path: daemon.socket))
            let response = try await onThread { try connection.value.request(HTTPRequest("GET", "/healthz")) }

            #expect(response.status == 200)
            #expect(response.headers["connection"] == "close")
        }
    }

    @Test("A reader that takes nothing does not hold up the end for ever")
    func stuckReader() async throws {
        try await DaemonFixture.with { daemon in
            let address = try daemon.address
            let connection = try await onThread {
                let connection = Slow(try HTTPConnection(address))
                _ = connection.value.send(Data("POST /v1/comments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n".utf8))
                return connection
            }
            #expect(try await daemon.site.get("/healthz").status == 200)

            let start = ContinuousClock.now
            try await daemon.stop()

            #expect(ContinuousClock.now - start < .seconds(20))
            _ = connection
        }
    }
}

/// SAFETY: one thread at a time, one after the other, as the test awaits each.
private final class Slow: @unchecked Sendable {
    let value: HTTPConnection

    init(_ value: HTTPConnection) { self.value = value }
}
