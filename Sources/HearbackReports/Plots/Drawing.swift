import HearbackCore

/// One SVG picture. Coordinates run from the beginning of the line: in right-to-left languages time runs leftwards, as
/// the text around it does, and the vertical axis stands on the right.
struct Drawing: Sendable {
    /// Of a text's own beginning and end, which in a right-to-left page are its right and its left.
    enum Anchor: String, Sendable {
        case start, middle, end
    }

    let width: Double
    let height: Double
    let isMirrored: Bool
    private(set) var body = ""

    init(width: Double, height: Double, isMirrored: Bool) {
        (self.width, self.height, self.isMirrored) = (width, height, isMirrored)
    }

    /// Tenths of a unit are finer than any screen.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let rest = tenths.magnitude % 10
        return sign + String(tenths.magnitude / 10) + (rest == 0 ? "" : "." + String(rest))
    }

    func x(_ value: Double) -> String { Self.number(isMirrored ? width - value : value) }
    func y(_ value: Double) -> String { Self.number(value) }

    mutating func rect(_ name: String, x: Double, y: Double, width: Double, height: Double) {
        let left = isMirrored ? self.width - x - width : x
        body += "<rect class=\"\(name)\" x=\"\(Self.number(left))\" y=\"\(Self.number(y))\" "
        body += "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\"/>"
    }

    mutating func line(_ name: String, from: (Double, Double), to: (Double, Double)) {
        path(name, "M\(x(from.0)) \(y(from.1))L\(x(to.0)) \(y(to.1))")
    }

    mutating func path(_ name: String, _ data: String) { body += "<path class=\"\(name)\" d=\"\(data)\"/>" }

    mutating func text(_ name: String, x: Double, y: Double, _ anchor: Anchor, _ prose: Prose) {
        body += "<text class=\"\(name)\" x=\"\(self.x(x))\" y=\"\(self.y(y))\" text-anchor=\"\(anchor.rawValue)\">"
        body += Markup.plain(prose, rightToLeft: isMirrored) + "</text>"
    }

    /// The whole element. `id` must be the page's only one.
    func svg(id: String, title: String, description: Prose) -> String {
        let box = "0 0 \(Self.number(width)) \(Self.number(height))"
        return "<svg viewBox=\"\(box)\" role=\"img\" aria-labelledby=\"\(id)-title \(id)-desc\" "
            + "xmlns=\"http://www.w3.org/2000/svg\">"
            + "<title id=\"\(id)-title\">\(Markup.escaped(title))</title>"
            + "<desc id=\"\(id)-desc\">\(Markup.plain(description, rightToLeft: isMirrored))</desc>\(body)</svg>"
    }
}
