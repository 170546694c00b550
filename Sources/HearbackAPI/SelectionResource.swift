/// Which comments are meant, in a batch's body and as the members of a query. A member of another name is refused: a
/// condition with a typo must not select everything.
package struct SelectionRequest: Hashable, Codable, Sendable {
    package var bill: String?
    package var language: String?
    /// `person` or `association`.
    package var submitter: String?
    /// A flag of screening, or `none`.
    package var flag: String?
    /// Ages in seconds.
    package var olderThan: String?
    package var youngerThan: String?
    /// RFC 3339.
    package var receivedFrom: String?
    package var receivedBefore: String?
    /// Identifiers or references.
    package var comments: [String]?

    package init() {}

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case bill, language, submitter, flag
        case olderThan = "older_than"
        case youngerThan = "younger_than"
        case receivedFrom = "received_from"
        case receivedBefore = "received_before"
        case comments
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The names of the conditions that a query may have.
    package static let names = CodingKeys.allCases.filter { $0 != .comments }.map(\.rawValue)

    package init(from decoder: any Decoder) throws {
        let known = Set(CodingKeys.allCases.map(\.rawValue))
        for key in try decoder.container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath + [key], debugDescription: "there is no such condition"))
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        comments = try container.decodeIfPresent([String].self, forKey: .comments)
        for name in Self.names {
            guard let key = CodingKeys(rawValue: name) else { continue }
            if let value = try container.decodeIfPresent(String.self, forKey: key) { set(name, to: value) }
        }
    }

    /// The conditions that a query can carry.
    package var members: [(name: String, value: String?)] {
        Self.names.map { ($0, path(of: $0).flatMap { self[keyPath: $0] }) }
    }

    /// Sets a condition by its name.
    ///
    /// - Returns: false when there is none of that name.
    @discardableResult
    package mutating func set(_ name: String, to value: String) -> Bool {
        guard let path = path(of: name) else { return false }
        self[keyPath: path] = value
        return true
    }

    private func path(of name: String) -> WritableKeyPath<SelectionRequest, String?>? {
        switch CodingKeys(rawValue: name) {
        case .bill: \.bill
        case .language: \.language
        case .submitter: \.submitter
        case .flag: \.flag
        case .olderThan: \.olderThan
        case .youngerThan: \.youngerThan
        case .receivedFrom: \.receivedFrom
        case .receivedBefore: \.receivedBefore
        case .comments, nil: nil
        }
    }
}
