/// Gives each message to the sender of its channel.
package struct ChannelSender: MessageSender {
    private let webhooks: any MessageSender
    private let mail: (any MessageSender)?

    /// - Parameter mail: nil where no relay is configured; its messages then fail and are tried again.
    package init(webhooks: any MessageSender, mail: (any MessageSender)?) {
        (self.webhooks, self.mail) = (webhooks, mail)
    }

    package func send(_ message: OutboundMessage) async -> AttemptReport {
        switch message.channel {
        case .mail: await (mail ?? webhooks).send(message)
        case .webhook, .unusable: await webhooks.send(message)
        }
    }

    package func close() async {
        await webhooks.close()
        await mail?.close()
    }

    package func shutDown() async {
        await mail?.shutDown()
        await webhooks.shutDown()
    }
}
