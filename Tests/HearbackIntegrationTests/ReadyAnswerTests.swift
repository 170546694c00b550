import Foundation
import HearbackAPI
import HearbackTestSupport
import Testing

@Suite("Pages that are ready", .keepingFailures)
struct ReadyAnswerTests {
    @Test("On one connection, ready pages and others come in the order of the requests, and a page is the same whichever way it came")
    func pipelined() async throws {
        try await DaemonFixture.with(configuration: ["pages.fresh_milliseconds": "60000"], simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let address = try daemon.address
            let body = try WireJSON.encode(SubmissionRequest.sample())
            let requests = [
                HTTPRequest("GET", "/fr/policy"), HTTPRequest("GET", "/fr/policy"), HTTPRequest("GET", "/v1/bills/pl-03-25"),
                HTTPRequest("POST", "/v1/comments", headers: [("Content-Type", "application/json")], body: body),
                HTTPRequest("GET", "/fr/policy"), HTTPRequest("GET", "/healthz"), HTTPRequest("GET", "/v1/bills/pl-03-25"),
            ]
            let (alone, together) = try await onThread {
                let one = try HTTPConnection(address)
                let alone = try requests.map { try one.request($0) }
                let other = try HTTPConnection(address)
                _ = other.send(requests.map(\.bytes).reduce(Data(), +))
                return (alone, try requests.map { _ in try other.readResponse() })
            }
            #expect(alone.map(\.status) == [200, 200, 200, 201, 200, 200, 200] && together.map(\.status) == alone.map(\.status))
            for (left, right) in [(alone[0], alone[1]), (alone[0], alone[4]), (alone[2], alone[6]), (alone[0], together[0]), (alone[2], together[6])] {
                var (first, second) = (left.headers, right.headers)
                #expect(first["date"] != nil && second["date"] != nil)
                for name in ["date", "x-request-id"] { (first[name], second[name]) = (nil, nil) }
                #expect(first == second && left.body == right.body)
            }
            #expect(together[5].text == "ok")
            let tag = try #require(alone[0].headers["etag"])
            let fresh = try await onThread { () throws -> [HTTPResponse] in
                let connection = try HTTPConnection(address)
                let asked = HTTPRequest("GET", "/fr/policy", headers: [("If-None-Match", tag)])
                return [try connection.request(HTTPRequest("GET", "/healthz")), try connection.request(asked), try connection.request(HTTPRequest("GET", "/fr/policy"))]
            }
            #expect(fresh.map(\.status) == [200, 304, 200] && fresh[1].body.isEmpty)
        }
    }
}
