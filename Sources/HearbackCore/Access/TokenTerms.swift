/// What a token allows, to whom, and for how long.
package struct TokenTerms: Hashable, Sendable {
    /// The actor of everything that is done with it.
    package var name: String
    package var roles: Set<Role>
    package var scope: BillScope
    /// From which its holder may comment as a citizen, in lower case: such comments are others' to decide.
    package var addresses: [String]
    /// Seconds from its making.
    package var lifetime: Int64

    package init(name: String, roles: Set<Role>, scope: BillScope = .all, addresses: [String] = [], lifetime: Int64) {
        (self.name, self.roles, self.scope) = (name, roles, scope)
        (self.addresses, self.lifetime) = (addresses, lifetime)
    }

    /// Roles that people can be given.
    package static let possibleRoles: Set<Role> = [.moderator, .responder, .auditor, .administrator]
    /// An hour to a year, in seconds.
    package static let lifetimes: ClosedRange<Int64> = 3_600...366 * 86_400
    package static let billLimit = 100
    package static let addressLimit = 20
}
