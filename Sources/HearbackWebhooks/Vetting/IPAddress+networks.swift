extension IPAddress {
    /// What a limit for one host counts: an IPv4 address, or the /64 that an IPv6 host usually owns.
    package var limitKey: IPAddress {
        switch unmapped {
        case .v4(let bits): .v4(bits)
        case .v6(let high, _): .v6(high: high, low: 0)
        }
    }

    /// What one operator usually owns, as text: the IPv4 /24 or the IPv6 /48, such as `192.0.2.0/24`.
    package var network: String {
        switch unmapped {
        case .v4(let bits): "\(IPAddress.v4(bits & 0xFFFF_FF00))/24"
        case .v6(let high, _): "\(IPAddress.v6(high: high & 0xFFFF_FFFF_FFFF_0000, low: 0))/48"
        }
    }
}
