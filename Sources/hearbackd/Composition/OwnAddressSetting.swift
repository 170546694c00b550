import HearbackCore

/// `roles.own_addresses`: which e-mail addresses are those of people of the desk.
enum OwnAddressSetting {
    /// - Throws: `StartError` for an entry that is not `account=address`.
    static func read(_ entries: [String]) throws -> [String: Set<String>] {
        var addresses: [String: Set<String>] = [:]
        for entry in entries {
            let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let address = EmailAddress(parts[1]) else {
                throw StartError.configuration(
                    "roles.own_addresses: '\(entry)' is not an account and an e-mail address",
                    hint: "write \"amina=amina@example.org\", an entry for each address")
            }
            addresses[parts[0], default: []].insert(address.text.lowercased())
        }
        return addresses
    }
}
