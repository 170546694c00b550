package import Foundation
import HearbackAPI

/// One call of the admin API, before it goes on the wire.
package struct AdminRequest: Hashable, Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    package var method: Method
    /// What follows `/admin/v1`, part by part, not yet encoded.
    package var path: [String]
    /// Not yet encoded; those without a value are left out.
    package var query: [QueryItem]
    /// JSON.
    package var body: Data?
    /// How long the daemon may take, in seconds.
    package var timeout: Int
    /// Of a comment: the revision that is decided by. Goes into `If-Match`.
    package var revision: Int?

    package struct QueryItem: Hashable, Sendable {
        package var name: String
        package var value: String?

        package init(_ name: String, _ value: String?) {
            (self.name, self.value) = (name, value)
        }
    }

    package static let usualTimeout = 60
    /// For what reads the whole ledger.
    package static let longTimeout = 3_600

    package static func get(
        _ path: String..., query: [QueryItem] = [], timeout: Int = usualTimeout
    ) -> AdminRequest {
        AdminRequest(method: .get, path: path, query: query, body: nil, timeout: timeout)
    }

    package static func post(
        _ path: String..., query: [QueryItem] = [], timeout: Int = usualTimeout
    ) -> AdminRequest {
        AdminRequest(method: .post, path: path, query: query, body: nil, timeout: timeout)
    }

    package func carrying(_ value: some Encodable) throws -> AdminRequest {
        var copy = self
        copy.body = try WireJSON.encode(value)
        return copy
    }

    /// Only if the comment is as it was at that revision.
    package func expecting(_ revision: Int?) -> AdminRequest {
        var copy = self
        copy.revision = revision
        return copy
    }

    /// - Parameter base: scheme, host and perhaps a path, without a slash at the end.
    package func url(under base: String) -> String {
        let parts = path.map { "/" + Self.encoded($0) }.joined()
        let items = query.compactMap { item in item.value.map { "\(Self.encoded(item.name))=\(Self.encoded($0))" } }
        return base + "/admin/v1" + parts + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
    }

    /// Percent-encodes all but the unreserved characters (RFC 3986, section 2.3).
    static func encoded(_ text: String) -> String {
        var output = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                output.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                output += (byte < 16 ? "%0" : "%") + digits
            }
        }
        return output
    }
}
