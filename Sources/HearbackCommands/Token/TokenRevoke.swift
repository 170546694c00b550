import ArgumentParser
import HearbackAPI
import HearbackClient
import HearbackCore

struct TokenRevoke: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Make a token open nothing from now on.",
        discussion: """
            At once, also for whoever is connected with it. What was done with it stays.

            Examples:
              hearback token revoke tok_3
            """)

    @Argument(help: "The token's identifier, as 'token list' shows it; never the token itself.")
    var token: Name

    @OptionGroup var global: GlobalOptions

    /// The token itself would be in the list of processes and the shell's history.
    func validate() throws {
        if token.text.hasPrefix("hbt_") {
            throw ValidationError("give the identifier that 'hearback token list' shows, such as tok_3, not the token")
        }
    }

    func run(_ desk: Desk) async throws {
        let revoked = try await desk.client.revokeToken(token.text)
        try desk.show(revoked) { _ in
            ["revoked \(VisibleText.inline(revoked.id)) of \(VisibleText.inline(revoked.name))"]
        }
    }
}
