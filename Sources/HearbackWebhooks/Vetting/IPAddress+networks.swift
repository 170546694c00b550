extension IPAddress {
    /// What one operator usually owns, as text: the IPv4 /24 or the IPv6 /48, such as `192.0.2.0/24`.
    package var network: String {
        switch unmapped {
        case .v4(let bits): "\(IPAddress.v4(bits & 0xFFFF_FF00))/24"
        case .v6(let high, _): "\(IPAddress.v6(high: high & 0xFFFF_FFFF_FFFF_0000, low: 0))/48"
        }
    }
}
