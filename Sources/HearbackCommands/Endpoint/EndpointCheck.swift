import ArgumentParser
import HearbackWebhooks

struct EndpointCheck: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Whether a webhook address would be accepted, and by which rule.",
        discussion: """
            Judges by the daemon's own rules, here: nothing is sent, no name is looked up, no daemon needed. A name's \
            addresses are judged at each delivery; --address judges one of them. Exit code 3 when it is refused.

            Examples:
              hearback endpoint check https://ngo.example.org/hooks/hearback
              hearback endpoint check --address 169.254.169.254
              hearback endpoint check http://10.1.0.7:8080/ --allow-http --port 8080 --allow-network 10.1.0.0/16
            """)

    @Argument(help: "The webhook's address.")
    var url: String?

    @Option(help: ArgumentHelp("Judge an address of IPv4 or IPv6 instead.", valueName: "ip"))
    var address: String?

    @Flag(help: "As with the daemon's delivery.allow_http.")
    var allowHttp = false

    @Option(help: ArgumentHelp("As in delivery.allowed_ports; may be repeated. (default: 443, 8443)", valueName: "n"))
    var port: [UInt16] = []

    @Option(help: ArgumentHelp("As in delivery.allowed_networks; may be repeated.", valueName: "cidr"))
    var allowNetwork: [String] = []

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (url == nil) != (address == nil) else { throw ValidationError("give one of: a URL, --address") }
        if let bad = allowNetwork.first(where: { AddressBlock($0) == nil }) {
            throw ValidationError("--allow-network '\(bad)' is no network: write 10.1.0.0/16 or fd00::/8")
        }
    }

    func run(_ bench: Bench) async throws {
        let verdict = try judge()
        try bench.show(verdict, as: verdict.lines)
        guard !verdict.accepted else { return }
        // The verdict is the result; programs have read it by now.
        if bench.wantsJSON { throw SilentFailure(exitCode: ExitCodes.refused) }
        throw CommandError(verdict.explanation, hint: verdict.hint, exitCode: ExitCodes.refused)
    }

    private func judge() throws -> EndpointVerdict {
        let networks = allowNetwork.compactMap { AddressBlock($0) }
        let addresses = AddressPolicy(allowed: networks)
        if let address {
            guard let parsed = IPAddress(address) else {
                throw CommandError(
                    "'\(address)' is not an address of IPv4 or IPv6",
                    hint: "write 192.0.2.1 or 2001:db8::1, without brackets, port or zone; a URL goes without --address",
                    exitCode: ExitCodes.usage)
            }
            return .of(parsed, addresses)
        }
        // The daemon takes addresses for hosts only where the operator has opened a network.
        var urls = URLPolicy(allowsHTTP: allowHttp, allowsAddressLiterals: !networks.isEmpty)
        if !port.isEmpty { urls.allowedPorts = Set(port) }
        return .of(url ?? "", urls, addresses)
    }
}
