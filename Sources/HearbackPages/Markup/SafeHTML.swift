import HearbackCore
import HearbackReports
import Mustache

/// Markup that may stand in an element or in a quoted attribute. Whatever comes from outside becomes one only by being escaped.
///
/// The template engine's own escaping goes by characters with all that combines with them, and lets a quotation mark pass
/// that carries an accent. So the templates print nothing but these, as they are.
struct SafeHTML: Hashable, Sendable, MustacheCustomRenderable, MustacheParent {
    let text: String

    /// Text from anywhere, with what it hides shown by its code.
    init(outside text: String) { self.text = Markup.escaped(VisibleText.inline(text)) }

    /// Text of several lines from anywhere, for an element that isolates it. Directions that close what they open, which is all
    /// that the intake lets through, stay: Arabic writers need them.
    init(block text: String) { self.text = Markup.escaped(text) }

    /// A sentence: names and figures in it are isolated.
    init(_ prose: Prose) { text = Markup.prose(prose) }

    /// A sentence for `title` and attributes, without elements.
    init(plain prose: Prose, in language: Language) { text = Markup.plain(prose, rightToLeft: language.isRightToLeft) }

    /// A value of an attribute that is kept as it is: what a form sends back.
    init(value: String) { text = Markup.escaped(value) }

    /// Markup that this program made.
    init(own markup: String) { text = markup }

    /// It has no members: the engine would find its stored text by reflection.
    func child(named name: String) -> Any? { nil }

    var renderText: String { text }
    var isNull: Bool { text.isEmpty }
}
