import HTTPTypes
import HearbackCore
import Hummingbird
import NIOCore

/// How pages leave: nothing but our own style, script and forms, and no address of ours told to others.
enum PageResponse {
    /// - Parameters:
    ///   - isSecret: its address is a receipt: nobody may keep it, or learn it.
    ///   - frames: sites that may show it in a frame; nil for none, empty for any.
    static func headers(_ language: Language, isSecret: Bool, frames: [String]? = nil) -> HTTPFields {
        let ancestors = frames.map { $0.isEmpty ? "*" : $0.joined(separator: " ") } ?? "'none'"
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLanguage: language.rawValue,
            // Readers always see what is true now; a proxy in front may hold a rush back.
            .cacheControl: isSecret ? "no-store" : "public, max-age=0, s-maxage=10, must-revalidate",
            .contentSecurityPolicy:
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors \(ancestors)",
            .xContentTypeOptions: "nosniff",
        ]
        if let name = HTTPField.Name("Referrer-Policy") { headers[name] = isSecret ? "no-referrer" : "same-origin" }
        if let name = HTTPField.Name("Permissions-Policy") { headers[name] = "interest-cohort=(), geolocation=(), camera=(), microphone=()" }
        if let name = HTTPField.Name("Cross-Origin-Opener-Policy"), frames == nil { headers[name] = "same-origin" }
        return headers
    }

    /// Of pages that are the same for everyone: made once, as they leave thousands of times a second.
    private static let shared = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, headers($0, isSecret: false)) })

    static func page(
        _ html: String, _ language: Language, status: HTTPResponse.Status = .ok, frames: [String]? = nil
    ) -> Response {
        Response(
            status: status, headers: headers(language, isSecret: true, frames: frames),
            body: .init(byteBuffer: ByteBuffer(string: html)))
    }

    static func sharedHeaders(_ language: Language) -> HTTPFields { shared[language] ?? headers(language, isSecret: false) }

    /// After a form: the browser asks for the page itself (RFC 9110, section 15.4.4), and going back sends nothing twice.
    static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }
}
