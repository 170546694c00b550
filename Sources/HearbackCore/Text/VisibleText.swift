/// Text from elsewhere, made safe to print: what would act on the terminal or hide is shown by its code instead.
package enum VisibleText {
    /// For a cell or a sentence: one line; line ends become `↵`.
    package static func inline(_ text: String) -> String {
        var output = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        var marks = MarkRun()
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\n" where previous == "\r": continue
            case "\n", "\r": output.append("↵")
            default: if marks.allows(scalar) { append(scalar, to: &output) }
            }
        }
        return String(output)
    }

    /// For a block of text: lines stay lines, a tab becomes four spaces.
    package static func lines(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map { line in
            inline(line.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    "))
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to output: inout String.UnicodeScalarView) {
        if acts(scalar) {
            output.append(contentsOf: code(scalar).unicodeScalars)
        } else {
            output.append(scalar)
        }
    }

    /// `<U+202E>`, as less(1) shows it.
    private static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
    }

    /// Whether a terminal could obey the scalar, reorder its surroundings by it, or hide it: control characters (C1 too,
    /// U+009B starts escape sequences), the bidirectional controls of Standard Annex 9, line and paragraph separators,
    /// invisible format characters and tags, noncharacters. The two joiners stay: Arabic script needs them.
    package static func acts(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F, 0x200C, 0x200D: return false
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x2028, 0x2029, 0xFDD0...0xFDEF, 0xFFF9...0xFFFB: return true
        case 0xE0000...0xE007F: return true
        default:
            if scalar.value & 0xFFFE == 0xFFFE { return true }
            return scalar.properties.generalCategory == .format && !isArabicSign(scalar)
        }
    }

    /// Format characters that draw: Arabic number, sura and end-of-aya signs; the soft hyphen.
    package static func isArabicSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00AD, 0x0600...0x0605, 0x06DD, 0x070F, 0x0890...0x0891, 0x08E2: true
        default: false
        }
    }
}

/// Stops towers of combining marks, which would climb over the lines above.
private struct MarkRun {
    private static let limit = 8
    private var length = 0

    mutating func allows(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark:
            length += 1
            return length <= Self.limit
        default:
            length = 0
            return true
        }
    }
}
