import HearbackAPI
import HearbackCore

/// Tokens as people see them.
enum TokenView {
    static func list(_ tokens: [TokenResource], _ rendering: Rendering) -> [String] {
        guard !tokens.isEmpty else { return ["no tokens"] }
        let columns: [Table.Column] = [
            .init("TOKEN"), .init("STATE"), .init("EXPIRES"), .init("LAST USED", leavesAt: 3), .init("ROLES", least: 9),
            .init("BILLS", least: 8, leavesAt: 2), .init("BY", leavesAt: 1), .init("NAME", least: 8),
        ]
        let rows: [[Table.Cell]] = tokens.map { token in
            [
                .init(token.id), .init(token.state.rawValue, style(token.state)), .init(token.expiresAt.minuteText),
                .init(token.lastUsedAt?.minuteText ?? "never"), .init(roles(token)), .init(bills(token)),
                .init(token.createdBy), .init(token.name),
            ]
        }
        return Table(columns: columns, rows: rows).lines(width: rendering.width, palette: rendering.palette)
    }

    static func facts(_ token: TokenResource, _ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("identifier", token.id)
        facts.add("name", token.name)
        facts.add("roles", roles(token))
        facts.add("bills", bills(token))
        facts.add("own e-mail", token.addresses?.joined(separator: ", "))
        facts.add("expires", token.expiresAt.minuteText)
        // Not wrapped: it is there to be copied.
        return facts.lines + (token.token.map { [rendering.palette.paint("token", .dim) + "        " + VisibleText.inline($0)] } ?? [])
    }

    private static func roles(_ token: TokenResource) -> String {
        token.roles.map(\.rawValue).joined(separator: ", ")
    }

    private static func bills(_ token: TokenResource) -> String { token.bills?.joined(separator: ", ") ?? "all" }

    private static func style(_ state: TokenResource.State) -> Palette.Style {
        switch state {
        case .active: .green
        case .expired: .yellow
        case .revoked: .red
        }
    }
}
