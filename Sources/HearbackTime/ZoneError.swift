/// Why a time zone could not be loaded.
package enum ZoneError: Error, Hashable, Sendable {
    /// The name has characters or parts that no IANA zone name has, such as `..`.
    case badName(String)
    case unreadable(path: String)
    /// The file is larger than any real zone file.
    case tooLarge(path: String)
    case malformed(TZifDefect)
    /// The POSIX rule in the footer (or on its own) can't be read.
    case badRule(String)
}

/// What is wrong with the bytes of a TZif file (RFC 9636 section 3).
package enum TZifDefect: String, Hashable, Sendable {
    case truncated = "it ends too early"
    case badMagic = "it does not begin with TZif"
    case badVersion = "its version is not known"
    case badCounts = "its header counts contradict each other"
    case badTypeIndex = "a transition points at a local time type that does not exist"
    case badOffset = "an offset from UTC is outside -25:00 to +26:00"
    case badFlag = "a daylight saving flag is neither 0 nor 1"
    case badDesignation = "a designation index is outside the designations"
    case unsortedTransitions = "its transitions are not in ascending order"
    case leapSeconds = "it counts leap seconds, which UTC instants do not"
    case badFooter = "its footer is not a line of ASCII text"
}

extension ZoneError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badName(let name): "'\(name)' is not a time zone name; write it like Africa/Casablanca"
        case .unreadable(let path): "can't read the time zone file \(path); install tzdata or set the zoneinfo folder"
        case .tooLarge(let path): "the time zone file \(path) is too large to be one; reinstall tzdata"
        case .malformed(.leapSeconds):
            "the time zone file counts leap seconds, which UTC instants do not; use the one outside the folder 'right'"
        case .malformed(let defect): "the time zone file is damaged: \(defect.rawValue); reinstall tzdata"
        case .badRule(let rule): "the time zone rule '\(rule)' can't be read; reinstall tzdata"
        }
    }
}
