import ArgumentParser
import HearbackAPI
import HearbackClient

struct EndpointAdd: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Register a webhook address.",
        discussion: """
            Prints the secret that signs its messages. It can't be shown again: hand it to the receiver now.

            Examples:
              hearback endpoint add https://ngo.example/hooks/hearback
            """)

    @Argument(help: "The https address.")
    var url: Name

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let endpoint = try await desk.client.addEndpoint(EndpointRequest(url: url.text))
        try desk.show(endpoint) { rendering in
            var facts = Facts(rendering)
            facts.add("endpoint", endpoint.id)
            facts.add("address", endpoint.url)
            facts.add("secret", endpoint.secret)
            return facts.lines
        }
        if endpoint.secret != nil { desk.remark("the secret is shown this once") }
    }
}
