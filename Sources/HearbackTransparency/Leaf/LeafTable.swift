package import HearbackCore

/// An event as the log shows it, and the openings of what it only commits to.
package struct PublicLeaf: Hashable, Sendable {
    /// The leaf's bytes.
    package let entry: [UInt8]
    package let disclosures: [Disclosure]
}

/// How events stand in the log: which members the leaf of each kind has (docs/transparency-log.md has the table).
package struct LeafTable {
    package static let version: Int64 = 1

    /// 32 secret random bytes for each member of this leaf that is a commitment.
    private let salt: (_ name: String) -> [UInt8]
    /// In no order; each name once.
    private var members: [(key: String, value: LeafObject.Value)]
    private var disclosures: [Disclosure] = []

    /// - Parameters:
    ///   - kind: the event's name.
    ///   - time: whole seconds; never before that of the leaf before.
    package init(_ kind: String, index: Int64, at time: Instant, salt: @escaping (_ name: String) -> [UInt8]) {
        self.salt = salt
        members = [
            ("v", .integer(Self.version)), ("i", .integer(index)), ("ev", .string(kind)), ("t", .string(Self.text(of: time))),
        ]
    }

    /// `YYYY-MM-DDThh:mm:ssZ`.
    package static func text(of time: Instant) -> String { String(time.rfc3339.prefix(19)) + "Z" }

    package var leaf: PublicLeaf { PublicLeaf(entry: LeafObject.bytes(of: members), disclosures: disclosures) }

    package mutating func add(_ name: String, _ text: String?) {
        if let text { members.append((name, .string(text))) }
    }

    package mutating func add(_ name: String, _ number: Int64?) {
        if let number { members.append((name, .integer(number))) }
    }

    package mutating func add(_ name: String, _ list: [String]) { members.append((name, .strings(list))) }

    /// Puts only a commitment into the leaf.
    package mutating func commit(_ name: String, _ value: Disclosure.Value) {
        commit(Disclosure(name, value, salt: salt(name)))
    }

    package mutating func commit(_ disclosure: Disclosure) {
        members.append((disclosure.name, .string(disclosure.digest)))
        disclosures.append(disclosure)
    }

    /// Whose act it was: the role for everyone, the name for who is shown it.
    mutating func add(_ actor: Actor) {
        add("role", actor.role.rawValue)
        if let name = actor.name { commit("act", .text(name)) }
    }
}

extension CommentEventKind {
    /// Whether everyone may know of it. Claims, flags, notes among colleagues and the reading of a sealed text are the desk's own.
    package var isPublic: Bool { isOnTimeline }
}
