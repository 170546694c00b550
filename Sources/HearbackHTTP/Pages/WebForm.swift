import Foundation
import HearbackAPI
import HTTPTypes
import Hummingbird
import NIOCore

/// The fields of an HTML form (`application/x-www-form-urlencoded`).
struct WebForm: Sendable {
    private let fields: [String: String]
    /// As they came.
    let bytes: [UInt8]

    /// A field, or nothing where it is missing. Browsers end lines with CR LF; people end them with LF.
    subscript(name: String) -> String { (fields[name] ?? "").replacing("\r\n", with: "\n") }

    fileprivate init(_ bytes: ByteBuffer) throws(Problem) {
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else { throw Problem(.invalidUTF8) }
        do { fields = try URLEncodedFormDecoder().decode([String: String].self, from: text) } catch {
            throw Problem(.invalidField, detail: "the form can't be read")
        }
        self.bytes = Array(bytes.readableBytesView)
    }
}

extension Request {
    /// - Throws: a problem: another content type, too large, not UTF-8, no form.
    func form(limit: Int) async throws -> WebForm {
        let type = headers[.contentType]?.prefix { $0 != ";" }.lowercased().trimmingCharacters(in: .whitespaces)
        guard type == "application/x-www-form-urlencoded" else {
            throw Problem(.unsupportedMediaType, detail: "send the form as a browser does")
        }
        // Three characters for each byte of a text that is not Latin.
        do { return try WebForm(try await body.collect(upTo: 3 * limit)) } catch is NIOTooManyBytesError {
            throw Problem(.bodyTooLarge, detail: "the limit is \(limit) bytes")
        }
    }

    /// Whether a person's browser asks: they name HTML first, programs that read JSON do not name it.
    var prefersHTML: Bool {
        headers[.accept]?.split(separator: ",").first?.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces) == "text/html"
    }

    /// Whether a browser says that another site has sent it (Fetch Metadata; `Origin` of RFC 6454 from those that are older).
    func isFromElsewhere(site: String) -> Bool {
        if let name = HTTPField.Name("Sec-Fetch-Site"), let place = headers[name] {
            return place != "same-origin" && place != "none"
        }
        guard let origin = headers[.origin], origin != "null" else { return false }
        return origin != site && origin.split(separator: "/").last.map(String.init) != head.authority
    }
}
