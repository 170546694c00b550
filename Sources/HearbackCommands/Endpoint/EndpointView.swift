import HearbackAPI
import HearbackCore

/// Endpoints as people see them.
enum EndpointView {
    /// What became of one, in a line.
    static func line(_ endpoint: EndpointResource) -> [String] {
        let address = endpoint.url.map { ": " + VisibleText.inline($0) } ?? ""
        return ["\(VisibleText.inline(endpoint.state)) \(VisibleText.inline(endpoint.id))\(address)"]
    }

    static func facts(_ endpoint: EndpointResource, _ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("kind", endpoint.kind)
        facts.add("address", endpoint.url)
        facts.add("since", endpoint.createdAt.minuteText)
        facts.add("verified", endpoint.verifiedAt?.minuteText)
        facts.add("why", endpoint.disabledReason)
        facts.add("failures", endpoint.failures.map { Figures.count($0, "failure") + " in a row" })
        facts.add("failing since", endpoint.failingSince?.minuteText)
        facts.add("waits until", endpoint.notBefore?.minuteText)
        facts.add("secret", endpoint.secret)
        let name = rendering.palette.paint(VisibleText.inline(endpoint.id), .bold)
        let state = rendering.palette.paint(VisibleText.inline(endpoint.state), style(endpoint.state))
        return ["\(name)  \(state)"] + facts.lines
    }

    static func style(_ state: String) -> Palette.Style {
        switch state {
        case "active": .green
        case "pending": .yellow
        default: .red
        }
    }
}
