package import HearbackWebhooks

/// Why a vetted URL's host leads nowhere. For logs and moderators; the public is not told which.
package enum DestinationRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case unresolved(NameResolutionError)
    case notAllowed(AddressPolicy.Refusal)

    package var description: String {
        switch self {
        case .unresolved(let error): "\(error)"
        case .notAllowed(let refusal): "\(refusal)"
        }
    }
}

/// Looks a URL's host up and vets every address of the answer.
package struct DestinationFinder: Sendable {
    private let resolver: any NameResolver
    private let policy: AddressPolicy

    package init(resolver: any NameResolver, policy: AddressPolicy) {
        self.resolver = resolver
        self.policy = policy
    }

    /// The addresses to pin, in the order in which they are to be tried; never empty.
    package func destinations(
        of url: VettedURL, priority: LookupPriority
    ) async throws(DestinationRefusal) -> [IPAddress] {
        if let known = try known(url) { return known }
        let found: [IPAddress]
        do throws(NameResolutionError) { found = try await resolver.addresses(of: url.host, priority: priority) } catch {
            throw .unresolved(error)
        }
        return try vet(found)
    }

    /// The same when nothing has to be waited for, else nil.
    func known(_ url: VettedURL) throws(DestinationRefusal) -> [IPAddress]? {
        if let literal = url.literal { return try vet([literal]) }
        switch resolver.knownAddresses(of: url.host) {
        case .success(let found): return try vet(found)
        case .failure(let error): throw .unresolved(error)
        case nil: return nil
        }
    }

    private func vet(_ found: [IPAddress]) throws(DestinationRefusal) -> [IPAddress] {
        guard !found.isEmpty else { throw .unresolved(.noAddress("an empty answer")) }
        do throws(AddressPolicy.Refusal) { return try policy.vet(found) } catch { throw .notAllowed(error) }
    }
}
