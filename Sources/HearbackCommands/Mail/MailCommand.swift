import ArgumentParser

struct MailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail", abstract: "What comes back of notices by e-mail.", subcommands: [MailBounce.self])
}
