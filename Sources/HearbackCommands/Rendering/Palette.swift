/// Colours, or their absence.
struct Palette: Sendable {
    enum Style: Sendable {
        case plain, bold, dim, underline, red, yellow, green
    }

    let isOn: Bool

    static let none = Palette(isOn: false)

    /// Only on a terminal that is not dumb, and never against the user's wish (no-color.org).
    init(terminal: Bool, environment: [String: String]) {
        isOn = terminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    private init(isOn: Bool) { self.isOn = isOn }

    /// Select Graphic Rendition of ECMA-48, section 8.3.117; always closed again, so that no colour leaks.
    func paint(_ text: String, _ style: Style) -> String {
        guard isOn, !text.isEmpty, let code = code(of: style) else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    private func code(of style: Style) -> Int? {
        switch style {
        case .plain: nil
        case .bold: 1
        case .dim: 2
        case .underline: 4
        case .red: 31
        case .green: 32
        case .yellow: 33
        }
    }
}
