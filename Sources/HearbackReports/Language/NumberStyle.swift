/// How a language writes numbers; the digits are those of Morocco's public documents, 0 to 9, in all of them.
package struct NumberStyle: Hashable, Sendable {
    let group: String
    let decimal: String
    /// The first number of digits that is grouped: Spanish leaves four together.
    var grouping = 4

    package func whole(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let sign = number < 0 ? "-" : ""
        guard digits.count >= grouping else { return sign + String(digits) }
        let groups = stride(from: digits.count, to: 0, by: -3).reversed().map { end in
            String(digits[max(0, end - 3)..<end])
        }
        return sign + groups.joined(separator: group)
    }

    /// Rounded half away from zero to 0 to 4 places; zeros at the end stay.
    package func fixed(_ number: Double, places: Int) -> String {
        guard number.isFinite, abs(number) < 1e12 else { return "–" }
        let scale = [1.0, 10, 100, 1_000, 10_000][min(max(places, 0), 4)]
        let scaled = Int((abs(number) * scale).rounded(.toNearestOrAwayFromZero))
        let whole = self.whole(scaled / Int(scale))
        let sign = number < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return sign + whole }
        let rest = String(scaled % Int(scale))
        return sign + whole + decimal + String(repeating: "0", count: max(0, places - rest.count)) + rest
    }

    /// With one decimal that is left out where it is zero.
    package func short(_ number: Double) -> String {
        let text = fixed(number, places: 1)
        return text.hasSuffix(decimal + "0") ? String(text.dropLast(decimal.count + 1)) : text
    }
}
