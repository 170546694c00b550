import Foundation
import Glibc
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Log lines", .keepingFailures)
struct LogLineTests {
    /// A daemon whose standard error is the journal, or seems to be.
    private func withJournal(
        _ configuration: [String: String] = [:], named name: String = #function, _ body: (DaemonFixture, JournalTrap) async throws -> Void
    ) async throws {
        try await DaemonFixture.with(configuration: configuration, named: name) { daemon in
            let trap = try JournalTrap(daemon.scratch)
            defer { trap.close() }
            try await daemon.stop()
            var status = stat()
            #expect(stat(daemon.scratch.file("stderr.log"), &status) == 0)
            try await daemon.start(environment: [
                "JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)", "HEARBACK_JOURNAL_SOCKET": trap.path,
            ])
            try await body(daemon, trap)
        }
    }

    private func client(_ daemon: DaemonFixture, _ name: String) throws -> HTTPClient {
        var client = try daemon.site
        client.headers = [("X-Request-Id", name)]
        return client
    }

    @Test("In the journal, one name leads from the request to the event and on to its delivery")
    func trail() async throws {
        try await withJournal { daemon, trap in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.openBills())
                let endpoint = try await daemon.register(receiver)
                let answer = try await client(daemon, "front-7.a_B").post("/v1/comments", SubmissionRequest.sample(endpoint: endpoint.id))
                #expect(answer.status == 201 && answer.headers["x-request-id"] == "front-7.a_B")
                let id = try answer.json(SubmissionResponse.self).id
                let delivery = try await waitFor("the line of the delivery") {
                    trap.entries.first { $0["MESSAGE"]?.hasPrefix("delivery attempted") == true && $0["COMMENT"] == id }
                }
                #expect(delivery["REQUEST_ID"] == "front-7.a_B" && delivery["RESULT"] == "delivered" && delivery["STATUS"] == "204")
                #expect(delivery["PRIORITY"] == "6" && delivery["ENDPOINT"] == endpoint.id && delivery["ATTEMPT"] == "1")
                let event = try await waitFor("the line of the event") {
                    trap.entries.first { $0["KIND"] == "received" && $0["COMMENT"] == id }
                }
                #expect(event["REQUEST_ID"] == "front-7.a_B" && event["SYSLOG_IDENTIFIER"] == "hearbackd" && event["ROLE"] == "submitter")
                #expect(event["MESSAGE"]?.contains("comment=\(id)") == true && event["CODE_FILE"] == "hearbackd/EventLog.swift")
                // The name outlives a restart: it is kept with what is owed.
                #expect(!trap.entries.contains { $0["BROKEN"] != nil })
                #expect(!daemon.errors.contains("event recorded"))
            }
        }
    }

    @Test("Where standard error is no journal the same goes there as text; where the journal is away, too")
    func text() async throws {
        try await DaemonFixture.with { daemon in
            try await daemon.add(try Demo.openBills())
            let answer = try await client(daemon, "plain-1").post("/v1/comments", SubmissionRequest.sample())
            #expect(answer.status == 201)
            try await waitUntil("the line") { daemon.errors.contains("request_id=plain-1") }
            try await daemon.stop()
            var status = stat()
            #expect(stat(daemon.scratch.file("stderr.log"), &status) == 0)
            try await daemon.start(environment: [
                "JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)", "HEARBACK_JOURNAL_SOCKET": daemon.scratch.file("nothing"),
            ])
            _ = try await client(daemon, "plain-2").post("/v1/comments", SubmissionRequest.sample())
            try await waitUntil("the second line") { daemon.errors.contains("request_id=plain-2") }
        }
    }

    @Test("A request without an acceptable name gets one of ours", arguments: [
        nil, "", "a b", "a\"b", "évreux", "hbt_1_x y", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", String(repeating: "a", count: 65),
    ])
    func names(given: String?) async throws {
        try await DaemonFixture.with { daemon in
            let headers = given.map { [(name: "X-Request-Id", value: $0)] } ?? []
            let answers = try await (0..<2).asyncMap { _ in try await daemon.site.get("/v1/bills", headers: headers) }
            let names = answers.compactMap { $0.headers["x-request-id"] }
            #expect(names.count == 2 && Set(names).count == 2 && !names.contains(given ?? "-"))
            #expect(names.allSatisfy { $0.wholeMatch(of: #/[0-9a-f]{8}-[0-9a-f]+/#) != nil }, "\(names)")
            #expect(try await daemon.desk.get("/admin/v1/status").headers["x-request-id"] != nil)
        }
    }

    @Test("Tokens, secrets, names, addresses and texts reach no line, whatever fails")
    func secrecy() async throws {
        try await withJournal(["log.level": "\"trace\"", "admin.listen": "\"127.0.0.1:0\""]) { daemon, trap in
            try await WebhookReceiver.with(daemon.scratch) { receiver in
                try await daemon.add(try Demo.openBills())
                let endpoint = try await daemon.register(receiver)
                let secrets = try await Self.life(daemon, endpoint)
                _ = try await waitFor("the line of a delivery") { trap.entries.first { $0["RESULT"] == "delivered" } }
                try await daemon.stop()
                let lines = trap.text + daemon.errors
                #expect(lines.contains("event recorded") && lines.contains("delivery attempted"))
                for secret in secrets + [endpoint.secret ?? "-"] { #expect(!lines.contains(secret), "\(secret)") }
                try await daemon.start()
            }
        }
    }

    /// Everything that is told to the daemon in confidence, some of it in the wrong place.
    private static func life(_ daemon: DaemonFixture, _ endpoint: EndpointResource) async throws -> [String] {
        var submission = SubmissionRequest.sample("Le quokka de Zineb attend.", endpoint: endpoint.id)
        submission.submitter = SubmitterRequest(kind: "person", name: "Zineb Canari", email: "zineb@canari.example")
        let receipt = try await daemon.submit(submission)
        let token = receipt.receiptToken
        _ = try await daemon.site.get("/v1/receipts/\(token)", headers: [("X-Request-Id", token)])
        _ = try await daemon.site.get("/v1/receipts/\(token)x")
        _ = try await daemon.site.get("/fr/receipts/\(token)")
        _ = try await daemon.act("clarify", on: receipt.id, TextRequest(text: "Quel wombat ?"))
        _ = try await daemon.act("note", on: receipt.id, TextRequest(text: "note sur le numbat"))
        let key = "idempotency-kiwi-1"
        for text in ["un bilby", "deux bilbys"] {
            _ = try await daemon.site.post("/v1/comments", SubmissionRequest.sample(text), headers: [("Idempotency-Key", key)])
        }
        _ = try await daemon.site.post("/v1/comments", Data("{\"text\":\"un casoar\"".utf8))
        _ = try await daemon.desk.get("/admin/v1/comments?q=quokka")
        let desk = try await daemon.desk.post(
            "/admin/v1/tokens", TokenRequest(name: "clerk", roles: ["auditor"], expiresInSeconds: 3_600), expecting: 201, as: TokenResource.self)
        let access = desk.token ?? "-"
        _ = try await daemon.desk(access).get("/admin/v1/status", headers: [("X-Request-Id", access)])
        _ = try await daemon.desk(access + "x").get("/admin/v1/status")
        _ = try await daemon.desk.post("/admin/v1/endpoints", EndpointRequest(url: "ftp://hooks.example/wallaby"))
        return [
            token, access, "quokka", "Zineb", "Canari", "canari", "wombat", "numbat", key, "bilby", "casoar", "wallaby",
        ]
    }
}
