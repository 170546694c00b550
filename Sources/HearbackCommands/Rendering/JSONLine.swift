import HearbackAPI
import HearbackCore

/// Values as programs read them: one object a line.
enum JSONLine {
    /// What could act on a terminal is escaped (RFC 8259, section 7), which changes no value: it can stand only in strings.
    static func text(_ value: some Encodable) throws -> String {
        let plain = String(decoding: try WireJSON.encode(value), as: UTF8.self)
        guard plain.unicodeScalars.contains(where: VisibleText.acts) else { return plain }
        var output = String.UnicodeScalarView()
        for scalar in plain.unicodeScalars {
            if VisibleText.acts(scalar) {
                for unit in scalar.utf16 { output.append(contentsOf: escape(unit)) }
            } else {
                output.append(scalar)
            }
        }
        return String(output)
    }

    private static func escape(_ unit: UInt16) -> String.UnicodeScalarView {
        let digits = String(unit, radix: 16)
        return ("\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits).unicodeScalars
    }
}
