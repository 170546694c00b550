import Mustache

/// What a template may print or go through. It has no case for a bare text, so none can get out unescaped.
enum PageValue: Sendable {
    case markup(SafeHTML)
    case flag(Bool)
    case list([PageValue])
    case members([String: PageValue])
    case phrases(Wording)
}

extension PageValue: MustacheCustomRepresentation, MustacheParent {
    /// The engine asks for members by name.
    func child(named name: String) -> Any? {
        switch self {
        case .members(let members): members[name]
        case .phrases(let wording): Phrase(rawValue: name).map { PageValue.markup(wording.html($0)) }
        case .markup, .flag, .list: nil
        }
    }

    var representation: Any? {
        switch self {
        case .markup(let markup): markup
        case .flag(let flag): flag
        case .list(let list): list
        case .members, .phrases: self
        }
    }
}

extension PageValue {
    /// A member that is missing is not printed, and its section is left out.
    static func optional(_ markup: SafeHTML?) -> PageValue { markup.map { .markup($0) } ?? .flag(false) }

    static func outside(_ text: String) -> PageValue { .markup(SafeHTML(outside: text)) }
}
