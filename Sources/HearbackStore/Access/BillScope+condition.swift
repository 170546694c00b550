import HearbackCore

extension BillScope {
    /// For `json_each`; nil for all. Identifiers of bills hold nothing that JSON would escape, but a scope may name others.
    var list: String? {
        bills.map { bills in
            "[" + bills.map { "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }.joined(separator: ",") + "]"
        }
    }
}
