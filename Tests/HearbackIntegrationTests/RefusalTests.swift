import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("Refusals at intake", .keepingFailures)
struct RefusalTests {
    private static let codes: [String: ProblemCode] = [
        "empty": .textEmpty, "nul": .textControlCharacter, "control_character": .textControlCharacter,
        "unpaired_bidi": .textUnpairedBidi, "unknown_bill": .unknownBill, "unknown_article": .unknownArticle,
        "unknown_language": .unknownLanguage, "too_long": .textTooLong,
    ]

    @Test("Each broken comment is refused by its own problem, in each of the five languages")
    func brokenComments() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let broken = try Demo.refused()
            #expect(broken.count == 12)

            for comment in broken {
                let code = try #require(Self.codes[comment.expect ?? ""])
                for language in Language.allCases {
                    let response = try await daemon.site.post(
                        "/v1/comments", comment.request,
                        headers: [("Accept-Language", "\(language.rawValue), de;q=0.9")])
                    expect(response, code, 422, language)
                }
            }

            #expect(try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).comments == 0)
        }
    }

    @Test("Titles differ between languages, and an unknown language gets English")
    func languages() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            func title(_ header: String?) async throws -> String {
                let headers = header.map { [(name: "Accept-Language", value: $0)] } ?? []
                let empty = SubmissionRequest.sample("")
                let response = try await daemon.site.post("/v1/comments", empty, headers: headers)
                return try response.json(Problem.self).title
            }

            #expect(try await title("fr") == "Le texte est vide.")
            #expect(try await title("ar-MA") == "النص فارغ.")
            #expect(try await title("es;q=0.3, fr;q=0.2") == "El texto está vacío.")
            #expect(try await title("de") == "The text is empty.")
            #expect(try await title(nil) == "The text is empty.")
            #expect(try await title("zgh") != title("en"))
        }
    }

    @Test("Before and after its window a bill takes nothing, and says when it does")
    func window() async throws {
        try await DaemonFixture.with(simulatedClock: "2025-08-10T23:59:59.999Z") { daemon in
            try await daemon.add(try Demo.bills())
            let early = try await daemon.site.post("/v1/comments", SubmissionRequest.sample())
            try await daemon.moveClock(to: "2025-08-11T00:00:00.000Z")
            let first = try await daemon.site.post("/v1/comments", SubmissionRequest.sample())
            try await daemon.moveClock(to: "2025-09-30T22:59:58.999Z")
            let last = try await daemon.site.post("/v1/comments", SubmissionRequest.sample())
            try await daemon.moveClock(to: "2025-09-30T22:59:59.000Z")
            let late = try await daemon.site.post("/v1/comments", SubmissionRequest.sample())

            expect(early, .windowClosed, 409, .english)
            #expect(first.status == 201)
            #expect(last.status == 201)
            expect(late, .windowClosed, 409, .english)
            #expect(try late.json(Problem.self).detail?.contains("2025-09-30T22:59:59.000Z") == true)
        }
    }

    @Test("Limits of characters and bytes hold to the last one, and come from the configuration")
    func limits() async throws {
        let configuration = ["intake.text_characters": "10", "intake.text_bytes": "24"]
        try await DaemonFixture.with(configuration: configuration, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            func status(_ text: String) async throws -> Int {
                try await daemon.site.post("/v1/comments", SubmissionRequest.sample(text)).status
            }

            #expect(try await status(String(repeating: "a", count: 10)) == 201)
            #expect(try await status(String(repeating: "a", count: 11)) == 422)
            #expect(try await status(String(repeating: "ⴰ", count: 8)) == 201)
            #expect(try await status(String(repeating: "ⴰ", count: 9)) == 422)
        }
    }

    @Test("What is not a submission is told apart: type, encoding, syntax, members")
    func malformedBodies() async throws {
        let good = "\"bill\":\"pl-03-25\",\"language\":\"fr\",\"submitter\":{\"kind\":\"person\"}"
        let cases: [(body: [UInt8], code: ProblemCode, field: String?)] = [
            (Array("".utf8), .malformedJSON, nil),
            (Array("{".utf8), .malformedJSON, nil),
            (Array("{\(good),\"text\":\"a\"} trailing".utf8), .malformedJSON, nil),
            (Array("{\(good),\"text\":\"\\uD800\"}".utf8), .malformedJSON, nil),
            (Array("{\(good),\"text\":\"\\uDC00\\uD800\"}".utf8), .malformedJSON, nil),
            (Array("{\(good),\"text\":\"raw\u{1}control\"}".utf8), .malformedJSON, nil),
            (Array("{\(good),\"text\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8), .invalidUTF8, nil),
            (Array("{\(good),\"text\":\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8), .invalidUTF8, nil),
            (Array("{\(good),\"text\":\"".utf8) + [0xC0, 0x80] + Array("\"}".utf8), .invalidUTF8, nil),
            (Array("{\(good)}".utf8), .missingField, "text"),
            (Array("{\(good),\"text\":null}".utf8), .missingField, "text"),
            (Array("{\(good),\"text\":7}".utf8), .invalidField, "text"),
            (Array("{\(good),\"text\":\"a\",\"article\":{}}".utf8), .invalidField, "article"),
            (Array("{\"bill\":[],\"text\":\"a\"}".utf8), .invalidField, "bill"),
            (Array("[]".utf8), .invalidField, nil),
            (Array("null".utf8), .missingField, nil),
            (Array("\"text\"".utf8), .invalidField, nil),
            (Array(repeating: UInt8(ascii: "["), count: 50_000), .malformedJSON, nil),
            (Array((String(repeating: "[", count: 9_000) + String(repeating: "]", count: 9_000)).utf8), .malformedJSON, nil),
            (Array("{\(good),\"text\":\(String(repeating: "{\"a\":", count: 20_000))1".utf8), .malformedJSON, nil),
        ]
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            for (index, example) in cases.enumerated() {
                let response = try await daemon.site.post("/v1/comments", Data(example.body))
                let problem = try response.json(Problem.self)
                #expect(problem.code == example.code, "case \(index): \(response)")
                #expect(response.status == example.code.status, "case \(index): \(response)")
                if let field = example.field { #expect(problem.field == field, "case \(index): \(response)") }
            }
            #expect(try await daemon.desk.get("/admin/v1/status", as: DaemonStatus.self).comments == 0)
        }
    }

    @Test("Of a member that is there twice one value is kept, whole and always the same")
    func duplicateMembers() async throws {
        let body = """
            {"bill":"pl-03-25","language":"fr","text":"le premier","submitter":{"kind":"person"},"text":"le second"}
            """
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            var kept: Set<String?> = []
            for _ in 0..<10 {
                let response = try await daemon.site.post("/v1/comments", Data(body.utf8))
                #expect(response.status == 201)
                kept.insert(try await daemon.comment(try response.json(SubmissionResponse.self).id).text)
            }

            #expect(kept == ["le premier"] || kept == ["le second"])
        }
    }

    @Test("Another content type and too large a body are refused before they are read")
    func typeAndSize() async throws {
        let configuration = ["intake.body_bytes": "2048"]
        try await DaemonFixture.with(configuration: configuration, simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let body = try WireJSON.encode(SubmissionRequest.sample())
            let large = Data(repeating: 0x20, count: 2_049 - body.count) + body
            for type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
                let response = try await daemon.site.send(
                    HTTPRequest("POST", "/v1/comments", headers: [("Content-Type", type)], body: body))
                expect(response, .unsupportedMediaType, 415, .english)
            }
            let untyped = try await daemon.site.send(HTTPRequest("POST", "/v1/comments", body: body))
            let upper = try await daemon.site.send(
                HTTPRequest(
                    "POST", "/v1/comments", headers: [("Content-Type", "Application/JSON; charset=utf-8")], body: body))

            expect(untyped, .unsupportedMediaType, 415, .english)
            #expect(upper.status == 201)
            expect(try await daemon.site.post("/v1/comments", large), .bodyTooLarge, 413, .english)
            #expect(try await daemon.site.post("/v1/comments", large.dropFirst()).status == 201)
            expect(try await daemon.site.send(chunked(large)), .bodyTooLarge, 413, .english)
        }
    }

    @Test("A declared gigabyte is refused at once, and the daemon stays well")
    func declaredGigabyte() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            let address = try daemon.address
            let response = try await onThread {
                let connection = try HTTPConnection(address, timeoutSeconds: 10)
                let head = "POST /v1/comments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                _ = connection.send(Data((head + "Content-Length: 1000000000\r\n\r\n{").utf8))
                return try connection.readResponse()
            }

            expect(response, .bodyTooLarge, 413, .english)
            #expect(try await daemon.site.get("/healthz").status == 200)
        }
    }

    private func chunked(_ body: Data) -> HTTPRequest {
        var request = HTTPRequest(
            "POST", "/v1/comments", headers: [("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")])
        request.raw = Data(String(body.count, radix: 16).utf8) + Data("\r\n".utf8) + body + Data("\r\n0\r\n\r\n".utf8)
        return request
    }
}

/// Checks everything that a problem promises.
func expect(
    _ response: HTTPResponse, _ code: ProblemCode, _ status: Int, _ language: Language,
    at location: SourceLocation = #_sourceLocation
) {
    #expect(response.status == status, "\(response)", sourceLocation: location)
    #expect(
        response.headers["content-type"] == "application/problem+json; charset=utf-8", sourceLocation: location)
    #expect(response.headers["content-language"] == language.rawValue, sourceLocation: location)
    guard let problem = try? response.json(Problem.self) else {
        Issue.record("no problem: \(response)", sourceLocation: location)
        return
    }
    #expect(problem.type == "urn:hearback:problem:\(code.rawValue)", sourceLocation: location)
    #expect(problem.title == code.title(in: language), sourceLocation: location)
    #expect(problem.status == status, sourceLocation: location)
}
