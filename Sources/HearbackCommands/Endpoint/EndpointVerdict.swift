import HearbackWebhooks

/// Whether an address would be accepted, and why.
struct EndpointVerdict: Encodable {
    var accepted: Bool
    /// For URLs the refusal's code, or `url_accepted`; for addresses the block that decides.
    var rule: String
    var explanation: String
    var hint: String?
    /// The canonical form, once the URL is read; else the text as given.
    var url: String?
    var host: String?
    var port: UInt16?
    /// The canonical form (RFC 5952).
    var address: String?

    static func of(_ address: IPAddress, _ policy: AddressPolicy) -> EndpointVerdict {
        switch policy.verdict(on: address) {
        case .success(let rule):
            EndpointVerdict(
                accepted: true, rule: rule, explanation: "messages may go to \(address)", address: address.description)
        case .failure(let refusal):
            EndpointVerdict(
                accepted: false, rule: refusal.rule, explanation: "\(refusal)", hint: addressHint,
                address: address.description)
        }
    }

    static func of(_ text: String, _ urls: URLPolicy, _ addresses: AddressPolicy) -> EndpointVerdict {
        let vetted: VettedURL
        do {
            vetted = try urls.vet(text)
        } catch {
            return EndpointVerdict(
                accepted: false, rule: error.code, explanation: error.cause, hint: error.remedy, url: text)
        }
        var verdict =
            vetted.literal.map { of($0, addresses) }
            ?? EndpointVerdict(
                accepted: true, rule: "url_accepted",
                explanation: "names are looked up at each delivery, and every address is judged then")
        (verdict.url, verdict.host, verdict.port) = (vetted.text, vetted.host, vetted.port)
        return verdict
    }

    private static let addressHint =
        "use a public address; an operator opens a network with delivery.allowed_networks, here --allow-network"

    func lines(_ rendering: Rendering) -> [String] {
        var facts = Facts(rendering)
        facts.add("verdict", accepted ? "accepted" : "refused", accepted ? .green : .red)
        facts.add("url", url)
        facts.add("address", address)
        facts.add("rule", rule)
        if accepted { facts.add("note", explanation) }
        return facts.lines
    }
}
