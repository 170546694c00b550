package import Foundation

/// How figures are written as JSON: members in the order of their names, in `snake_case`. The same figures give the
/// same bytes.
package enum AuditJSON {
    package static func encode(_ figures: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(figures) + Data("\n".utf8)
    }
}

extension LatencyAudit {
    package func json() throws -> Data { try AuditJSON.encode(self) }

    package init(json data: Data) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(LatencyAudit.self, from: data)
    }
}
