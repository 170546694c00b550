package import HearbackWebhooks

/// Looks up the addresses of a host.
package protocol NameResolver: Sendable {
    /// In the order in which they are to be tried; never empty.
    func addresses(of host: String) async throws(NameResolutionError) -> [IPAddress]
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
