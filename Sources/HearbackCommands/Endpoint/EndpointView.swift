import HearbackAPI
import HearbackCore

/// Endpoints as people see them.
enum EndpointView {
    /// What became of one, in a line.
    static func line(_ endpoint: EndpointResource) -> [String] {
        let address = endpoint.url.map { ": " + VisibleText.inline($0) } ?? ""
        return ["\(VisibleText.inline(state(of: endpoint))) \(VisibleText.inline(endpoint.id))\(address)"]
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
        facts.add("paused since", endpoint.pausedAt?.minuteText)
        facts.add("because", endpoint.pausedReason)
        facts.add("secret", endpoint.secret)
        let name = rendering.palette.paint(VisibleText.inline(endpoint.id), .bold)
        let state = rendering.palette.paint(VisibleText.inline(state(of: endpoint)), style(endpoint))
        return ["\(name)  \(state)"] + facts.lines
    }

    /// A pause goes before what the endpoint is otherwise, unless that is disabled.
    static func state(of endpoint: EndpointResource) -> String {
        endpoint.pausedAt != nil && endpoint.state != "disabled" ? "paused" : endpoint.state
    }

    static func style(_ endpoint: EndpointResource) -> Palette.Style {
        switch state(of: endpoint) {
        case "active": .green
        case "pending", "paused": .yellow
        default: .red
        }
    }
}
