/// A cell of a CSV file (RFC 4180), quoted where it has to be. A text that a spreadsheet would take for a formula gets an
/// apostrophe in front (OWASP, "CSV Injection").
package enum CSVCell {
    /// On one line: control characters, line ends among them, are shown by their code.
    package static func inline(_ text: String) -> String { quoted(guarded(VisibleText.inline(text))) }

    /// The text with its lines.
    package static func exact(_ text: String) -> String { quoted(guarded(text)) }

    private static func guarded(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { "=+-@＝＋－＠\t\r".unicodeScalars.contains($0) } ?? false
        return isFormula && !isNumber(text) ? "'" + text : text
    }

    /// As it is, for a file that a program reads again: what a spreadsheet would make of it is not guarded against.
    package static func quoted(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    /// Only a plain number keeps its sign.
    private static func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst()
        return !digits.isEmpty && text.utf8.first == UInt8(ascii: "-")
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") }
    }
}
