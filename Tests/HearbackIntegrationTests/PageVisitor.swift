import Foundation
import HearbackTestSupport

/// Reads pages and sends forms as a browser without scripts does.
struct PageVisitor {
    let site: HTTPClient

    init(_ daemon: DaemonFixture) throws { site = try daemon.site }

    func html(_ path: String) async throws -> String {
        let response = try await site.get(path)
        guard response.status == 200 else { throw FixtureError("\(path) answered \(response)") }
        return response.text
    }

    /// Fetches the page, fills in its form and sends it.
    func send(
        _ path: String, to action: String? = nil, _ fields: [String: String], headers: [(name: String, value: String)] = []
    ) async throws -> HTTPResponse {
        var fields = fields
        if fields["form"] == nil { fields["form"] = try Self.token(in: try await html(path)) }
        return try await post(action ?? path, fields, headers: headers)
    }

    func post(_ path: String, _ fields: [String: String], headers: [(name: String, value: String)] = []) async throws -> HTTPResponse {
        let body = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.escaped($0.value))" }.joined(separator: "&")
        let type = [(name: "Content-Type", value: "application/x-www-form-urlencoded")]
        return try await site.send(HTTPRequest("POST", path, headers: type + headers, body: Data(body.utf8)))
    }

    static func token(in html: String) throws -> String {
        guard let match = html.firstMatch(of: #/name="form" value="([^"]+)"/#) else { throw FixtureError("no form in: \(html)") }
        return String(match.1)
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + String(format: "%02X", byte)
        }.joined()
    }
}

/// What a page says to a reader: without elements, and with what stands for signs.
func plainText(_ html: String) -> String {
    html.replacing(#/<[^>]*>/#, with: "").replacing("&#39;", with: "'").replacing("&quot;", with: "\"").replacing("&lt;", with: "<")
        .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
}
