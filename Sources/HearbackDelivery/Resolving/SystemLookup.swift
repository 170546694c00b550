import CCurl
import Glibc
package import HearbackWebhooks

/// `getaddrinfo(3)`, kept from completing names by the host's search domains. Blocks.
package enum SystemLookup {
    struct Entry {
        /// The name that the answer is about, aliases and search domains followed.
        var canonicalName: String?
        var addresses: [IPAddress]
    }

    /// All addresses of `host`.
    package static func addresses(of host: String) throws(NameResolutionError) -> [IPAddress] {
        try addresses(of: host, asking: query)
    }

    /// A name that does not exist is tried again under the search domains, and what is found there is another host. When
    /// the answer is about another name, it may be that or an alias; the final dot, which rules a search out, tells.
    /// It also rules /etc/hosts out, so it cannot come first.
    static func addresses(
        of host: String, asking query: (String) throws(NameResolutionError) -> Entry
    ) throws(NameResolutionError) -> [IPAddress] {
        let found = try query(host)
        guard let name = found.canonicalName, name.lowercased() != host, IPAddress(host) == nil else {
            return found.addresses
        }
        return try query(host + ".").addresses
    }

    private static func query(_ name: String) throws(NameResolutionError) -> Entry {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG | AI_CANONNAME
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, nil, &hints, &list)
        guard code == 0 else { throw .noAddress(String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(list) }
        var found = Entry(canonicalName: list?.pointee.ai_canonname.map { String(cString: $0) }, addresses: [])
        var entry = list
        while let current = entry?.pointee {
            let bytes = UnsafeRawBufferPointer(start: current.ai_addr, count: Int(current.ai_addrlen))
            if let address = IPAddress(socketAddress: bytes), !found.addresses.contains(address) {
                found.addresses.append(address)
            }
            entry = current.ai_next
        }
        guard !found.addresses.isEmpty else { throw .noAddress("no IPv4 or IPv6 address") }
        return found
    }
}
