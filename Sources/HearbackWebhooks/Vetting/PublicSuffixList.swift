import CSystemPSL
import Synchronization

/// Under which domain anyone who owns it can make names: the public suffix and one label more (publicsuffix.org), as
/// libpsl knows the list of Debian's package `publicsuffix`. `a.b.example.co.uk` is under `example.co.uk`, and
/// `a.github.io` is one by itself.
package final class PublicSuffixList: Sendable {
    private let list: Mutex<OpaquePointer>

    /// The system's list; nil when there is none.
    package init?() {
        guard let list = psl_latest(nil) else { return nil }
        self.list = Mutex(list)
    }

    deinit {
        list.withLock { psl_free($0) }
    }

    /// - Parameter host: ASCII, lower case, without a final dot; punycode for others.
    /// - Returns: the host itself where it is a public suffix, which nobody can make names under by owning it.
    package func registrableDomain(of host: String) -> String {
        list.withLock { list in
            host.withCString { text in psl_registrable_domain(list, text).map { String(cString: $0) } ?? host }
        }
    }

    /// What registrations count under: a name's domain, a literal's network (IPv4 /24, IPv6 /48).
    package func registrableDomain(of url: VettedURL) -> String {
        url.literal?.network ?? registrableDomain(of: url.host)
    }
}
