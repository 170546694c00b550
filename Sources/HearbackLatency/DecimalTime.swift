/// Times that are no whole numbers, counted exactly: the bit patterns of IEEE 754 doubles from 0 up ascend as the
/// doubles do, so as an `Int64` each distinct time is a key of its own, in the right order. Nothing is rounded.
package enum DecimalTime {
    /// nil for what is no time: below 0, infinite or not a number.
    package static func key(of time: Double) -> Int64? {
        guard time >= 0, time.isFinite else { return nil }
        return time == 0 ? 0 : Int64(bitPattern: time.bitPattern)
    }

    /// The time of a key.
    package static func time(of key: Int64) -> Double {
        Double(bitPattern: UInt64(bitPattern: key))
    }
}
