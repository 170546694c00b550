/// How long texts may be.
package struct TextLimits: Hashable, Sendable {
    /// Unicode scalars: what most people call characters, and what every language counts alike.
    package var characters: Int
    /// Bytes of UTF-8.
    package var bytes: Int

    package init(characters: Int, bytes: Int) {
        (self.characters, self.bytes) = (characters, bytes)
    }

    /// For names and other short fields.
    package static let shortField = TextLimits(characters: 200, bytes: 800)
}

/// Why a text can't be taken.
package enum TextProblem: Error, Hashable, Sendable {
    /// Nothing but white space and invisible characters.
    case empty
    case tooManyCharacters(limit: Int)
    case tooManyBytes(limit: Int)
    /// A NUL, or another control character, at this offset in Unicode scalars.
    case control(scalar: UInt32, offset: Int)
    /// A bidirectional control that opens or closes nothing: it could reorder the text around it.
    case unpairedBidi(scalar: UInt32, offset: Int)
}

/// The one gate for texts from outside. It refuses, it never changes a byte.
package enum TextRule {
    package static func check(_ text: String, limits: TextLimits) throws(TextProblem) {
        guard text.utf8.count <= limits.bytes else { throw .tooManyBytes(limit: limits.bytes) }
        // A text has no more characters than bytes, so most need no counting.
        if text.utf8.count > limits.characters, text.unicodeScalars.count > limits.characters {
            throw .tooManyCharacters(limit: limits.characters)
        }
        var bidi = BidiPairs()
        var visible = false
        var offset = 0
        for scalar in text.unicodeScalars {
            guard !isRefusedControl(scalar) else { throw .control(scalar: scalar.value, offset: offset) }
            guard bidi.take(scalar, at: offset) else { throw .unpairedBidi(scalar: scalar.value, offset: offset) }
            visible = visible || isVisible(scalar)
            offset += 1
        }
        if let open = bidi.firstOpen { throw .unpairedBidi(scalar: open.scalar, offset: open.offset) }
        guard visible else { throw .empty }
    }

    /// C0 and C1 controls and DEL; tab, line feed and carriage return are text. Also the code points that Unicode
    /// keeps for internal use (noncharacters, section 23.7 of the standard).
    private static func isRefusedControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0x00...0x1F, 0x7F...0x9F, 0xFDD0...0xFDEF: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .format, .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: false
        case .otherLetter: scalar.value != 0x3164 && scalar.value != 0x115F && scalar.value != 0x1160
        default: scalar.value != 0x2800
        }
    }
}

/// Pairs of bidirectional controls within a paragraph (Unicode Standard Annex 9, rules BD9 and BD11).
struct BidiPairs {
    private var open: [(scalar: UInt32, offset: Int)] = []

    var firstOpen: (scalar: UInt32, offset: Int)? { open.first }

    /// False when the scalar closes nothing, or a paragraph ends with a pair open.
    mutating func take(_ scalar: Unicode.Scalar, at offset: Int) -> Bool {
        switch scalar.value {
        case 0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068:
            open.append((scalar.value, offset))
            return true
        case 0x202C:
            return close { $0 < 0x2066 }
        case 0x2069:
            return close { $0 >= 0x2066 }
        case 0x0A, 0x0D, 0x2029:
            return open.isEmpty
        default:
            return true
        }
    }

    private mutating func close(_ matches: (UInt32) -> Bool) -> Bool {
        guard let last = open.last, matches(last.scalar) else { return false }
        open.removeLast()
        return true
    }
}
