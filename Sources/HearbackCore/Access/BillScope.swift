/// The bills whose comments somebody may see and act on.
package enum BillScope: Hashable, Sendable {
    case all
    case only(Set<String>)

    package func admits(_ bill: String) -> Bool {
        switch self {
        case .all: true
        case .only(let bills): bills.contains(bill)
        }
    }

    /// In order; nil for all.
    package var bills: [String]? {
        switch self {
        case .all: nil
        case .only(let bills): bills.sorted()
        }
    }
}
