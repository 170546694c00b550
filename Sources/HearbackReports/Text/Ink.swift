/// Bold and colour by Select Graphic Rendition (ECMA-48, section 8.3.117), or their absence. Always closed again.
struct Ink: Sendable {
    enum Style: Int, Sendable {
        case bold = 1
        case dim = 2
        case red = 31
        case yellow = 33
        case cyan = 36
    }

    let isOn: Bool

    func paint(_ text: String, _ style: Style) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
