package import HearbackWebhooks

/// Whose host is looked up. Whoever registers an endpoint chooses its name server, so those that have proved nothing
/// yet must not be able to keep the others waiting.
package enum LookupPriority: Sendable, CaseIterable {
    case verified, unverified
}

/// Looks up the addresses of a host.
package protocol NameResolver: Sendable {
    /// In the order in which they are to be tried; never empty.
    func addresses(of host: String, priority: LookupPriority) async throws(NameResolutionError) -> [IPAddress]
    /// The answer when it is there already; nil when it has to be waited for.
    func knownAddresses(of host: String) -> Result<[IPAddress], NameResolutionError>?
}

extension NameResolver {
    package func knownAddresses(of host: String) -> Result<[IPAddress], NameResolutionError>? { nil }

    /// For a host of which nothing is known.
    package func addresses(of host: String) async throws(NameResolutionError) -> [IPAddress] {
        try await addresses(of: host, priority: .unverified)
    }
}

package enum NameResolutionError: Error, Hashable, Sendable, CustomStringConvertible {
    case noAddress(String)
    case timedOut
    /// More lookups wait than the pool takes.
    case overloaded

    package var description: String {
        switch self {
        case .noAddress(let reason): "host has no address: \(reason)"
        case .timedOut: "looking up the host took too long"
        case .overloaded: "too many hosts are being looked up"
        }
    }
}
