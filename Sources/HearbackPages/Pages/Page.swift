import HearbackReports

/// A page before it is written down.
package struct Page: Sendable {
    let template: PageTemplate
    let title: Prose
    let members: [String: PageValue]
    /// The heading of the site that it is under.
    var section: Section?
    /// Its address without the language, which leads to the same page in another; nil where there is none.
    var parts: [String]?
    /// The address of an Atom feed of what it shows.
    var feed: String?
    var hasScript = false

    enum Section: String, CaseIterable, Sendable {
        case bills, times, policy, transparency

        var parts: [String] { self == .bills ? [] : [rawValue == "times" ? "statistics" : rawValue] }

        var phrase: Phrase {
            switch self {
            case .bills: .navBills
            case .times: .navTimes
            case .policy: .navPolicy
            case .transparency: .navTransparency
            }
        }
    }

    init(
        _ template: PageTemplate, title: Prose, section: Section? = nil, parts: [String]? = nil, feed: String? = nil,
        hasScript: Bool = false, _ members: [String: PageValue]
    ) {
        (self.template, self.title, self.members, self.section) = (template, title, members, section)
        (self.parts, self.feed, self.hasScript) = (parts, feed, hasScript)
    }
}
