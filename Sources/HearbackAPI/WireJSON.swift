package import Foundation

/// The one way in which JSON is written and read between Hearback's programs and its users.
package enum WireJSON {
    /// Keys in alphabetical order, so that the same value gives the same bytes; slashes unescaped.
    package static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    /// A text as JSON, quotes included: what `encode` gives, without an encoder.
    package static func string(_ text: String) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        let source = Array(text.utf8)
        bytes.reserveCapacity(source.count + 64)
        var rest = source[...]
        while let place = rest.firstIndex(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            bytes += rest[..<place]
            bytes += escape(source[place])
            rest = rest[(place + 1)...]
        }
        bytes += rest
        bytes.append(UInt8(ascii: "\""))
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
        case 0x0A: Array("\\n".utf8)
        case 0x0D: Array("\\r".utf8)
        case 0x09: Array("\\t".utf8)
        case 0x08: Array("\\b".utf8)
        case 0x0C: Array("\\f".utf8)
        default: Array("\\u00\(byte < 0x10 ? "0" : "1")\(String(byte & 15, radix: 16))".utf8)
        }
    }

    private static let decoder = JSONDecoder()

    private static func isUTF8(_ data: Data) -> Bool {
        do {
            _ = try UTF8Span(validating: data.span)
            return true
        } catch {
            return false
        }
    }

    /// Reads bytes that must be UTF-8 (RFC 8259, section 8.1), saying what is wrong as a problem of the caller's.
    package static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws(Problem) -> Value {
        guard isUTF8(data) else { throw Problem(.invalidUTF8) }
        do {
            return try decoder.decode(type, from: data)
        } catch let error as DecodingError {
            throw Problem(error)
        } catch {
            throw Problem(.malformedJSON)
        }
    }
}

extension Problem {
    /// A decoding error by the member at fault, without repeating its value: that may be personal data.
    init(_ error: DecodingError) {
        func path(_ keys: [any CodingKey]) -> String {
            keys.map { key in key.intValue.map { "[\($0)]" } ?? key.stringValue }.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            self.init(.missingField, field: path(context.codingPath + [key]))
        case .valueNotFound(_, let context):
            self.init(.missingField, field: path(context.codingPath))
        case .typeMismatch(_, let context):
            self.init(.invalidField, detail: "wrong type", field: path(context.codingPath))
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            self.init(.invalidField, field: path(context.codingPath))
        case .dataCorrupted:
            self.init(.malformedJSON)
        @unknown default:
            self.init(.malformedJSON)
        }
    }
}
