import ArgumentParser
import HearbackAPI
import HearbackClient

struct TokenListCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "All tokens that were ever made, the newest first.",
        discussion: """
            Examples:
              hearback token list
              hearback token list --json | jq -r 'select(.state == "active" and .last_used_at == null) | .id'
            """)

    @OptionGroup var global: GlobalOptions

    func run(_ desk: Desk) async throws {
        let tokens = try await desk.client.tokens().tokens
        try desk.show(each: tokens) { TokenView.list(tokens, $0) }
    }
}
