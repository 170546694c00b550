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

    package func send(_ messages: [OutboundMessage], _ end: @escaping @Sendable (AttemptReport) -> Void) async {
        let mails = messages.filter(\.isMail)
        guard !mails.isEmpty else { return await webhooks.send(messages, end) }
        await withDiscardingTaskGroup { group in
            group.addTask { await (mail ?? webhooks).send(mails, end) }
            group.addTask { await webhooks.send(messages.filter { !$0.isMail }, end) }
        }
    }

    package func giveBackStalled(for pause: Duration) { webhooks.giveBackStalled(for: pause) }

    /// Without the e-mail's threads, which a slow relay may hold for minutes.
    package func pulse() async { await webhooks.pulse() }

    package func close() async {
        await webhooks.close()
        await mail?.close()
    }

    package func shutDown() async {
        await mail?.shutDown()
        await webhooks.shutDown()
    }
}

extension OutboundMessage {
    fileprivate var isMail: Bool {
        if case .mail = channel { true } else { false }
    }
}
