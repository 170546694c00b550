/// Names and networks whose owners asked not to be contacted.
package struct OptOutList: Sendable {
    private var names: Set<String> = []
    private var networks: [AddressBlock] = []

    package init() {}

    /// - Parameter entries: in the form of `canonical(_:)`; others cover nothing.
    package init(_ entries: [String]) {
        for entry in entries {
            if let block = AddressBlock(entry) { networks.append(block) } else { names.insert(entry) }
        }
    }

    /// The form in which an entry is kept: a name, which stands for itself and all names below it, in ASCII and lower
    /// case; or an address or a network, in CIDR notation. `*.example.org` and `Example.ORG.` are `example.org`.
    ///
    /// - Returns: nil when the text is neither.
    package static func canonical(_ text: String) -> String? {
        if let block = AddressBlock(text) { return block.description }
        let marks = CharacterSets.notInNames
        guard !text.unicodeScalars.contains(where: { marks.contains($0) }) else { return nil }
        let name = text.hasPrefix("*.") ? String(text.dropFirst(2)) : text
        let bare = name.hasSuffix(".") ? String(name.dropLast()) : name
        // The URL policy knows what a full public name is, and IDNA.
        guard let url = try? URLPolicy().vet("https://\(bare)/"), url.literal == nil else { return nil }
        return url.host
    }

    /// The entry that covers a URL's host, by its name or its literal address; nil for none.
    package func entry(covering url: VettedURL) -> String? {
        if let literal = url.literal { return entry(covering: literal) }
        guard !names.isEmpty else { return nil }
        var rest = Substring(url.host)
        while true {
            if names.contains(String(rest)) { return String(rest) }
            guard let dot = rest.firstIndex(of: ".") else { return nil }
            rest = rest[rest.index(after: dot)...]
        }
    }

    package func entry(covering address: IPAddress) -> String? {
        networks.first { $0.contains(address.unmapped) }?.description
    }
}

private enum CharacterSets {
    /// What would make a name another part of a URL.
    static let notInNames: Set<Unicode.Scalar> = ["/", "\\", "?", "#", "@", ":", "[", "]", "%", " "]
}
