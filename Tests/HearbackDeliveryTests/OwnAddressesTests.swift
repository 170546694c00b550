import HearbackTestSupport
import Synchronization
import Testing

@testable import HearbackDelivery
@testable import HearbackWebhooks

/// A clock that only the test moves.
final class ManualTime: Sendable {
    private let instant = Mutex(ContinuousClock.now)

    @Sendable func now() -> ContinuousClock.Instant { instant.withLock { $0 } }

    func advance(_ duration: Duration) { instant.withLock { $0 += duration } }
}

@Suite("The host's own addresses")
struct OwnAddressesTests {
    /// What the interfaces have, and how often that was asked.
    private final class Interfaces: Sendable {
        private let state = Mutex((addresses: Set<IPAddress>?.none, readings: 0))

        var readings: Int { state.withLock { $0.readings } }

        func set(_ texts: [String]?) {
            state.withLock { $0.addresses = texts.map { Set($0.compactMap { IPAddress($0) }) } }
        }

        @Sendable func read() -> Set<IPAddress>? {
            state.withLock { state in
                state.readings += 1
                return state.addresses
            }
        }
    }

    @Test("are refused although they are public, read once a minute, and the operator's word goes first")
    func refused() throws {
        let (time, interfaces) = (ManualTime(), Interfaces())
        interfaces.set(["1.2.3.4", "2606:4700::1"])
        let own = OwnAddresses(now: time.now, read: interfaces.read)
        let policy = AddressPolicy(ownAddresses: own.current)
        let (mine, other) = (try #require(IPAddress("1.2.3.4")), try #require(IPAddress("1.2.3.5")))
        #expect(policy.refusal(of: mine)?.rule == "an address of this host")
        #expect(policy.refusal(of: try #require(IPAddress("::ffff:1.2.3.4"))) != nil)
        #expect(policy.refusal(of: try #require(IPAddress("2606:4700::1"))) != nil)
        #expect(policy.refusal(of: other) == nil)
        let open = AddressPolicy(allowed: [try #require(AddressBlock("1.2.3.0/24"))], ownAddresses: own.current)
        #expect(open.refusal(of: mine) == nil)
        #expect(interfaces.readings == 1)
        interfaces.set(["1.2.3.5"])
        time.advance(.seconds(59))
        #expect(policy.refusal(of: mine) != nil)
        time.advance(.seconds(1))
        #expect(policy.refusal(of: mine) == nil)
        #expect(policy.refusal(of: other) != nil)
        #expect(interfaces.readings == 2)
    }

    @Test("when they cannot be read, the last reading counts; without one nothing is allowed")
    func unreadable() throws {
        let (time, interfaces) = (ManualTime(), Interfaces())
        let policy = AddressPolicy(ownAddresses: OwnAddresses(now: time.now, read: interfaces.read).current)
        let (mine, other) = (try #require(IPAddress("1.2.3.4")), try #require(IPAddress("1.2.3.5")))
        #expect(policy.refusal(of: other) != nil)
        interfaces.set(["1.2.3.4"])
        #expect(policy.refusal(of: other) == nil)
        interfaces.set(nil)
        time.advance(.seconds(60))
        #expect(policy.refusal(of: mine) != nil)
        #expect(policy.refusal(of: other) == nil)
        #expect(policy.refusal(of: other) == nil)
        #expect(interfaces.readings == 3)
    }

    @Test("the system's are read, loopback among them")
    func system() throws {
        let found = try #require(OwnAddresses.interfaceAddresses())
        #expect(found.contains(.v4(0x7f00_0001)))
        #expect(!found.contains(.v4(0)))
    }
}
