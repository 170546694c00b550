/// Which columns of a table hold what of a wait.
struct WaitColumns {
    let duration: String
    /// One of the two is set.
    let event: String?
    let cause: String?
    let entry: String?
    let group: String?
    /// Whether `2,5` is a number.
    var hasDecimalCommas = false

    /// One wait as its row tells it.
    struct Wait {
        let duration: Double
        let entry: Double
        /// Nil while it lasts; for tables with an event instead of causes "1".
        let cause: String?
        let group: String?
    }

    /// In the order in which `wait(_:)` takes their values.
    var names: [String] { [duration, event ?? cause, entry, group].compactMap { $0 } }

    func wait(_ values: [String]) throws(RowFault) -> Wait {
        var values = values[...]
        let duration = try time(values.popFirst() ?? "", duration)
        let ending = (values.popFirst() ?? "").trimmed
        let cause =
            if let event { try Self.event(ending, event) ? "1" : nil } else { try Self.cause(ending, self.cause ?? "") }
        let entry = try self.entry.map { name throws(RowFault) in try time(values.popFirst() ?? "", name) } ?? 0
        // Who enters at 0 is at risk at 0, so 0 to 0 is a wait.
        guard entry < duration || entry == 0 else {
            let (start, end) = (DecimalText.shown(entry), DecimalText.shown(duration))
            throw RowFault("\(self.entry ?? ""): entry \(start) is not below the duration \(end)")
        }
        return Wait(duration: duration, entry: entry, cause: cause, group: group == nil ? nil : values.popFirst())
    }

    private func time(_ text: String, _ column: String) throws(RowFault) -> Double {
        guard !text.isEmpty else { throw RowFault("\(column): empty") }
        let hasComma = hasDecimalCommas && text.utf8.contains(UInt8(ascii: ",")) && !text.utf8.contains(UInt8(ascii: "."))
        guard let time = DecimalText.number(hasComma ? text.replacing(",", with: ".") : text) else { throw RowFault("\(column): '\(text.prefix(40))' is not a number") }
        guard time >= 0 else { throw RowFault("\(column): \(text.prefix(40)) is negative") }
        return time
    }

    private static func event(_ text: String, _ column: String) throws(RowFault) -> Bool {
        switch text {
        case "1": return true
        case "0": return false
        case "": throw RowFault("\(column): empty")
        default:
            switch text.lowercased() {
            case "true": return true
            case "false": return false
            default: throw RowFault("\(column): '\(text.prefix(40))' is not 0, 1, true or false")
            }
        }
    }

    /// What other programs write for a missing value is no cause, and no sign that the wait lasts.
    private static let missing: Set<String> = ["NA", "N/A", "NaN", "nan", "null", "NULL", "None"]

    private static func cause(_ text: String, _ column: String) throws(RowFault) -> String? {
        guard !text.isEmpty, text != "0" else { return nil }
        guard !missing.contains(text) else {
            throw RowFault("\(column): '\(text)' is no cause; leave it empty, or 0, while the wait lasts")
        }
        guard text.utf8.count <= 64 else { throw RowFault("\(column): '\(text.prefix(40))…' is too long for a cause") }
        guard let number = DecimalText.number(text), let whole = Int(exactly: number) else { return text }
        guard whole >= 0 else { throw RowFault("\(column): \(text) is negative") }
        // Tables that once had an empty cell write 1.0 for 1.
        return whole == 0 ? nil : String(whole)
    }
}
