import Foundation
import HearbackAPI
import HearbackCore
import HearbackTestSupport
import Testing

@Suite("The public pages", .keepingFailures)
struct PageSiteTests {
    @Test("Every page is there in five languages, with headers that let nothing in and tell nobody")
    func everyPage() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let receipt = try await daemon.submit(.sample())
            _ = try await daemon.act("publish", on: receipt.id)
            let paths = [
                "", "bills/pl-03-25", "bills/pl-03-25/comment", "bills/pl-03-25/statistics", "comments/\(receipt.id)", "statistics",
                "policy", "transparency", "verify", "receipts/\(receipt.receiptToken)",
            ]
            for language in Language.allCases {
                for path in paths {
                    let response = try await daemon.site.get("/\(language.rawValue)/\(path)")
                    #expect(response.status == 200, "\(language) \(path)")
                    #expect(response.headers["content-language"] == language.rawValue)
                    #expect(response.text.contains("<html lang=\"\(language.rawValue)\" dir=\"\(language.isRightToLeft ? "rtl" : "ltr")\">"))
                    let policy = response.headers["content-security-policy"] ?? ""
                    #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
                    #expect(response.headers["set-cookie"] == nil && response.headers["x-content-type-options"] == "nosniff")
                    let isSecret = path.contains("receipts") || path.contains("comment") && path.contains("bills") || path == "verify"
                    #expect(response.headers["cache-control"] == (isSecret ? "no-store" : "public, max-age=0, s-maxage=10, must-revalidate"), "\(path)")
                    #expect(response.headers["referrer-policy"] == (isSecret ? "no-referrer" : "same-origin"))
                    #expect(response.body.count < 50 * 1_024)
                }
            }
        }
    }

    @Test("The address without a language leads to the reader's own")
    func entrance() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            for (asked, language) in [("ar-MA,fr;q=0.8", "ar"), ("de, fr;q=0.5", "fr"), ("zgh", "zgh"), ("ja", "en")] {
                let response = try await daemon.site.get("/", headers: [("Accept-Language", asked)])
                #expect(response.status == 302 && response.headers["location"] == "/\(language)/")
                #expect(response.headers["vary"] == "Accept-Language")
            }
        }
    }

    @Test("Who has a page already is not sent it again; once something happens, it is another")
    func fresh() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let first = try await daemon.site.get("/fr/bills/pl-03-25")
            let tag = try #require(first.headers["etag"])
            let again = try await daemon.site.get("/fr/bills/pl-03-25", headers: [("If-None-Match", tag)])
            #expect(again.status == 304 && again.body.isEmpty && again.headers["etag"] == tag)
            _ = try await daemon.submit(.sample())
            let changed = try await daemon.site.get("/fr/bills/pl-03-25", headers: [("If-None-Match", tag)])
            #expect(changed.status == 200 && changed.headers["etag"] != tag)
        }
    }

    @Test("What does not exist, or is not public, is a page that says so; wrong numbers in a query are refused")
    func missing() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let waiting = try await daemon.submit(.sample())
            for path in [
                "nothing", "bills/none", "bills/pl-03-25/articles/none", "comments/\(waiting.id)", "comments/cmt_99", "comments/x",
                "receipts/hbr_1_aaaaaaaaaaaaaaaaaaaaaaaaaa", "receipts/x", "bills/none/comment", "embed/none",
            ] {
                let response = try await daemon.site.get("/fr/\(path)")
                #expect(response.status == 404, "\(path)")
                #expect(response.text.contains("Cette page n’existe pas"))
            }
            let bad = try await daemon.site.get("/fr/bills/pl-03-25?after=x")
            #expect(bad.status == 422 && bad.headers["content-type"] == "text/html; charset=utf-8")
        }
    }

    @Test("Style, script and picture are kept for ever, under addresses that name what is in them")
    func assets() async throws {
        try await DaemonFixture.with { daemon in
            let page = try await PageVisitor(daemon).html("/ar/")
            let paths = page.matches(of: #/(?:href|src)="(\/assets\/[^"]+)"/#).map { String($0.1) }
            #expect(paths.count == 2)
            for path in paths {
                let response = try await daemon.site.get(path)
                #expect(response.status == 200 && response.headers["cache-control"] == "public, max-age=31536000, immutable")
                #expect(response.body.count < 24 * 1_024)
            }
        }
    }

    @Test("A receipt's address of the API opens as a page in a browser, and as JSON in a program")
    func negotiated() async throws {
        try await DaemonFixture.with(simulatedClock: Demo.start) { daemon in
            try await daemon.add(try Demo.bills())
            let token = try await daemon.submit(.sample()).receiptToken
            let browser = [(name: "Accept", value: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"), (name: "Accept-Language", value: "ar")]
            let response = try await daemon.site.get("/v1/receipts/\(token)", headers: browser)
            #expect(response.status == 303 && response.headers["location"] == "/ar/receipts/\(token)")
            #expect(try await daemon.receipt(token).state == .awaitingApproval)
        }
    }
}
