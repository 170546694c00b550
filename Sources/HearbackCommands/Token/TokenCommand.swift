import ArgumentParser

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens, which open the desk from elsewhere.",
        subcommands: [TokenCreate.self, TokenListCommand.self, TokenRevoke.self])
}
