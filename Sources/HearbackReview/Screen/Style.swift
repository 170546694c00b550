/// How text stands out. No background is ever set, so that it reads on dark and on light.
package struct Style: Hashable, Sendable {
    package enum Colour: Hashable, Sendable {
        case red, green
    }

    package struct Attributes: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let bold = Attributes(rawValue: 1)
        package static let dim = Attributes(rawValue: 2)
        package static let underline = Attributes(rawValue: 4)
        package static let reverse = Attributes(rawValue: 8)
    }

    package var attributes: Attributes
    package var colour: Colour?

    package init(_ attributes: Attributes = [], _ colour: Colour? = nil) {
        (self.attributes, self.colour) = (attributes, colour)
    }

    package static let plain = Style()
    package static let bold = Style(.bold)
    package static let dim = Style(.dim)
    /// What is late or went wrong.
    package static let alert = Style(.bold, .red)
    package static let good = Style([], .green)
    /// What screening found.
    package static let found = Style([.bold, .underline])
    /// A character that is shown by its code.
    package static let code = Style(.reverse)
    /// The bar that anchors the screen.
    package static let bar = Style(.reverse)

    /// Select Graphic Rendition (ECMA-48, section 8.3.117), from a reset. Without colour the attributes still tell.
    func sequence(colour isColoured: Bool) -> String {
        var codes = ["0"]
        if attributes.contains(.bold) { codes.append("1") }
        if attributes.contains(.dim) { codes.append("2") }
        if attributes.contains(.underline) { codes.append("4") }
        if attributes.contains(.reverse) { codes.append("7") }
        switch isColoured ? colour : nil {
        case .red: codes.append("31")
        case .green: codes.append("32")
        case nil: break
        }
        return "\u{1B}[\(codes.joined(separator: ";"))m"
    }
}
