/// Whose signatures count, and how many witnesses must vouch (C2SP tlog-policy). A file with nothing but keys of a log, one a
/// line, is taken as well.
package struct TrustPolicy: Sendable {
    package struct Refusal: Error, Hashable, Sendable {
        /// From 1 on; 0 for the whole file.
        package let line: Int
        package let words: String
    }

    /// Names are bytes: others would be taken for equal by Unicode's rules.
    private typealias Name = [UInt8]

    private struct Group: Sendable {
        let name: Name
        let threshold: Int
        let members: [Name]
    }

    package private(set) var logs: [VerifierKey] = []
    private var witnessNames: [Name] = []
    /// In the order of the file.
    package private(set) var witnesses: [VerifierKey] = []
    private var groups: [Group] = []
    private var quorum: Name?
    private var members: Set<Name> = []

    package var hasQuorum: Bool { quorum != nil }

    package static let bytesAtMost = 1 << 20
    private static let none = Name("none".utf8)

    /// - Parameter more: keys of the log from elsewhere.
    package init(_ bytes: some Collection<UInt8>, more: [VerifierKey] = []) throws(Refusal) {
        logs = more
        guard bytes.count <= Self.bytesAtMost else { throw Refusal(line: 0, words: "it is larger than a trust file may be") }
        for (number, line) in Array(bytes).split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }) else { throw Refusal(line: number + 1, words: "it has a control character") }
            let words = line.split { $0 == 0x20 || $0 == 0x09 }.map(Name.init)
            guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
            if let fault = take(first, words) { throw Refusal(line: number + 1, words: fault) }
        }
    }

    private mutating func take(_ first: Name, _ words: [Name]) -> String? {
        switch String(decoding: first, as: UTF8.self) {
        case "log" where (2...3).contains(words.count): takeLog(words[1])
        case "witness" where (3...4).contains(words.count): takeWitness(words[1], words[2])
        case "group" where words.count >= 4: takeGroup(words[1], words[2], Array(words[3...]))
        case "quorum" where words.count == 2: takeQuorum(words[1])
        case _ where words.count == 1: takeLog(first)
        default: "it is no line of a trust file"
        }
    }

    private mutating func takeLog(_ text: Name) -> String? {
        guard let key = VerifierKey(String(decoding: text, as: UTF8.self)), key.type == .ed25519 else { return Self.noKey(text, "a log") }
        if !logs.contains(key) { logs.append(key) }
        return nil
    }

    private mutating func takeWitness(_ name: Name, _ text: Name) -> String? {
        guard let key = VerifierKey(String(decoding: text, as: UTF8.self)), key.type == .cosignature else { return Self.noKey(text, "a witness") }
        guard isNew(name) else { return "the name stands for something else already" }
        // Under two names one witness would count twice.
        guard !witnesses.contains(where: { $0.publicKey == key.publicKey }) else { return "the witness's key stands there a second time" }
        witnessNames.append(name)
        witnesses.append(key)
        return nil
    }

    private mutating func takeGroup(_ name: Name, _ count: Name, _ names: [Name]) -> String? {
        guard isNew(name) else { return "the name stands for something else already" }
        for member in names {
            guard isKnown(member) else { return "a member is not defined above" }
            guard members.insert(member).inserted else { return "a member is in a group already" }
        }
        let threshold: Int? = switch String(decoding: count, as: UTF8.self) {
        case "all": names.count
        case "any": 1
        case let digits: Int(digits).flatMap { String($0) == digits ? $0 : nil }
        }
        guard let threshold, (1...names.count).contains(threshold) else { return "of the members so many can't be asked for" }
        groups.append(Group(name: name, threshold: threshold, members: names))
        return nil
    }

    private mutating func takeQuorum(_ name: Name) -> String? {
        guard quorum == nil else { return "there is a second quorum" }
        guard name == Self.none || isKnown(name) else { return "the quorum is not defined above" }
        quorum = name
        return nil
    }

    private func isKnown(_ name: Name) -> Bool { witnessNames.contains(name) || groups.contains { $0.name == name } }
    private func isNew(_ name: Name) -> Bool { name != Self.none && !isKnown(name) }

    private static func noKey(_ text: Name, _ whose: String) -> String { "\(String(decoding: text, as: UTF8.self)) is no key of \(whose)" }

    /// Whether these witnesses are as many as the file asks for; without a quorum line one is, where there are any.
    package func isMet(by cosigners: [VerifierKey]) -> Bool {
        guard let quorum else { return witnesses.isEmpty || witnesses.contains { cosigners.contains($0) } }
        guard quorum != Self.none else { return true }
        var vouching = Set(zip(witnessNames, witnesses).filter { cosigners.contains($0.1) }.map(\.0))
        // Members stand above their group.
        for group in groups where group.members.count(where: { vouching.contains($0) }) >= group.threshold { vouching.insert(group.name) }
        return vouching.contains(quorum)
    }
}
