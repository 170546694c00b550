import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct TokenCreate: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a token for somebody without an account on this machine.",
        discussion: """
            Prints the token. It can't be shown again: hand it over now, not by e-mail. The daemon keeps a hash of it.

            NAME is who acts: it stands at everything that is done with the token. Whoever has an account of this machine, too, \
            gets the account's name, so that claims and appeals know that it is the same person.

            Examples:
              hearback token create "Committee on education" --role responder --bill pl-03-25
              hearback token create amina --role moderator --expires-in 30d --email amina@example.org
              hearback token create court-of-audit --role auditor --json | jq -r .token
            """)

    @Argument(help: "Who acts; at most 64 characters.")
    var name: Name

    @Option(parsing: .singleValue, help: "What it allows; may be repeated.")
    var role: [DeskRole]

    @Option(parsing: .singleValue, help: "Only comments on this bill; may be repeated. Without it, on every bill.")
    var bill: [String] = []

    @Option(help: ArgumentHelp("How long it is valid: 12h, 30d, 26w; an hour to 366 days.", valueName: "age"))
    var expiresIn = "90d"

    @Option(
        parsing: .singleValue,
        help: "An address from which they may comment as a citizen; may be repeated. Nobody decides their own comment.")
    var email: [String] = []

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if role.isEmpty { throw ValidationError("give at least one --role") }
        if SelectionInput.seconds(expiresIn) == nil {
            throw ValidationError("--expires-in \(VisibleText.inline(expiresIn)): write 12h, 30d or 26w")
        }
    }

    func run(_ desk: Desk) async throws {
        let token = try await desk.client.createToken(
            TokenRequest(
                name: name.text, roles: role.map(\.rawValue), bills: bill.isEmpty ? nil : bill,
                addresses: email.isEmpty ? nil : email, expiresInSeconds: SelectionInput.seconds(expiresIn) ?? 0))
        try desk.show(token) { TokenView.facts(token, $0) }
        desk.remark("the token is shown this once")
    }
}

/// Roles that people can be given.
enum DeskRole: String, CaseIterable, ExpressibleByArgument {
    case moderator, responder, auditor, administrator
}
