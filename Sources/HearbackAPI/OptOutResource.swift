package import HearbackCore

/// A name or a network whose owner asked not to be contacted.
package struct OptOutResource: Hashable, Codable, Sendable {
    /// A name, for itself and all below it, or a network in CIDR notation.
    package var entry: String
    package var reason: String?
    package var addedAt: Instant
    package var addedBy: String
    /// Endpoints that were disabled because of it; only in the answer to its addition.
    package var disabled: [String]?

    package init(entry: String, reason: String? = nil, addedAt: Instant, addedBy: String, disabled: [String]? = nil) {
        (self.entry, self.reason, self.addedAt, self.addedBy) = (entry, reason, addedAt, addedBy)
        self.disabled = disabled
    }

    private enum CodingKeys: String, CodingKey {
        case entry, reason
        case addedAt = "added_at"
        case addedBy = "added_by"
        case disabled
    }
}

package struct OptOutList: Hashable, Codable, Sendable {
    package var optOuts: [OptOutResource]

    package init(optOuts: [OptOutResource]) { self.optOuts = optOuts }

    private enum CodingKeys: String, CodingKey {
        case optOuts = "opt_outs"
    }
}

/// Adds or removes an entry.
package struct OptOutRequest: Hashable, Codable, Sendable {
    package var entry: String
    /// At most 200 characters.
    package var reason: String?

    package init(entry: String, reason: String? = nil) { (self.entry, self.reason) = (entry, reason) }
}
