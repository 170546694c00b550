/// A puzzle that costs who sends many comments some seconds of a processor each, and who sends one nothing (hashcash, Back 2002).
///
/// Solved by any text of at most 64 bytes, such as a counter, for which SHA-256 of `challenge:text` begins with so many bits of nought.
package struct WorkChallenge: Hashable, Codable, Sendable {
    package var challenge: String
    package var bits: Int

    package init(challenge: String, bits: Int) { (self.challenge, self.bits) = (challenge, bits) }

    /// Bits of nought that a hash begins with.
    package static func leadingZeros(_ hash: some Sequence<UInt8>) -> Int {
        var count = 0
        for byte in hash {
            count += byte.leadingZeroBitCount
            if byte != 0 { break }
        }
        return count
    }
}
