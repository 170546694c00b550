import CCurl
import Glibc
package import HearbackWebhooks
import Synchronization

/// The addresses of this host's interfaces, read at most once a minute. For `AddressPolicy.ownAddresses`:
/// `AddressPolicy(ownAddresses: OwnAddresses().current)`.
///
/// Reading them needs AF_NETLINK: a unit that restricts address families must allow it.
package final class OwnAddresses: Sendable {
    /// Nil when the system does not tell.
    package typealias Reader = @Sendable () -> Set<IPAddress>?

    private struct Known {
        var addresses: Set<IPAddress>
        var readAt: ContinuousClock.Instant
    }

    private let life: Duration
    private let now: @Sendable () -> ContinuousClock.Instant
    private let read: Reader
    private let known = Mutex<Known?>(nil)

    /// - Parameter life: how long a reading is good for.
    package init(
        life: Duration = .seconds(60), now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        read: @escaping Reader = OwnAddresses.interfaceAddresses
    ) {
        self.life = life
        self.now = now
        self.read = read
    }

    /// Nil only when they could never be read: a failure later leaves the last reading in force for another minute.
    @Sendable package func current() -> Set<IPAddress>? {
        let now = now()
        return known.withLock { known in
            if let known, now - known.readAt < life { return known.addresses }
            if let addresses = read() {
                known = Known(addresses: addresses, readAt: now)
            } else {
                known?.readAt = now
            }
            return known?.addresses
        }
    }

    /// `getifaddrs(3)`, IPv4 and IPv6, loopback among them.
    @Sendable package static func interfaceAddresses() -> Set<IPAddress>? {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return nil }
        defer { freeifaddrs(list) }
        var found: Set<IPAddress> = []
        var entry = list
        while let current = entry?.pointee {
            if let pointer = current.ifa_addr, let address = address(at: pointer) { found.insert(address.unmapped) }
            entry = current.ifa_next
        }
        return found
    }

    private static func address(at pointer: UnsafeMutablePointer<sockaddr>) -> IPAddress? {
        let size =
            switch Int32(pointer.pointee.sa_family) {
            case AF_INET: MemoryLayout<sockaddr_in>.size
            case AF_INET6: MemoryLayout<sockaddr_in6>.size
            default: 0
            }
        return IPAddress(socketAddress: UnsafeRawBufferPointer(start: pointer, count: size))
    }
}
