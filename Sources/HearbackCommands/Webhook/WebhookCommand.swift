import ArgumentParser

struct WebhookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "For who receives messages: check signatures, sign test messages, receive on this machine.",
        subcommands: [WebhookVerify.self, WebhookSign.self, WebhookListen.self])
}
