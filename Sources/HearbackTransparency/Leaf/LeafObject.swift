/// The content of a leaf: one flat object in JSON's canonical form (RFC 8785), of a profile in which nothing is ambiguous.
///
/// Names are of a to z, 0 to 9 and `_`, 1 to 12 of them; values are strings, whole numbers from 0 to 2⁵³ − 1, and lists of strings.
package struct LeafObject: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case string(String)
        case integer(Int64)
        case strings([String])
    }

    package private(set) var members: [String: Value]

    /// An entry has as many bytes at most: a full bundle of entries then fits a mebibyte.
    package static let bytesAtMost = 4_096
    package static let integerAtMost: Int64 = 1 << 53 - 1

    package init(_ members: [String: Value]) { self.members = members }

    package subscript(name: String) -> Value? {
        get { members[name] }
        set { members[name] = newValue }
    }

    package func string(_ name: String) -> String? {
        guard case .string(let text)? = members[name] else { return nil }
        return text
    }

    package func integer(_ name: String) -> Int64? {
        guard case .integer(let value)? = members[name] else { return nil }
        return value
    }

    package func strings(_ name: String) -> [String]? {
        guard case .strings(let list)? = members[name] else { return nil }
        return list
    }

    /// Canonical: the names in their order, no white space.
    package var bytes: [UInt8] { Self.bytes(of: members.map { $0 }) }

    /// - Parameter members: each name once.
    static func bytes(of members: [(key: String, value: Value)]) -> [UInt8] {
        var writer = CanonicalJSON.Writer()
        writer.object(members.sorted { $0.key < $1.key }) { writer, value in
            switch value {
            case .string(let text): writer.string(text)
            case .integer(let number): writer.raw("\(number)")
            case .strings(let list): writer.array(list) { $0.string($1) }
            }
        }
        return writer.bytes
    }

    package enum Refusal: Error, Hashable, Sendable {
        case length(Int)
        /// Not JSON, or beyond the profile.
        case syntax
        case name(String)
        /// The same content has another spelling: nobody may choose among several hashes.
        case notCanonical
    }

    package init(_ bytes: [UInt8]) throws(Refusal) {
        guard (2...Self.bytesAtMost).contains(bytes.count) else { throw .length(bytes.count) }
        var reader = CanonicalJSON.Reader(bytes)
        guard let members = reader.flatObject(), reader.isAtEnd else { throw .syntax }
        if let name = members.keys.first(where: { !Self.isName($0) }) { throw .name(name) }
        self.members = members
        guard self.bytes == bytes else { throw .notCanonical }
    }

    private static func isName(_ name: String) -> Bool {
        (1...12).contains(name.utf8.count) && name.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
        }
    }
}
