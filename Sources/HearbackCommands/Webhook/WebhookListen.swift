import ArgumentParser
import Foundation
import HearbackCore

struct WebhookListen: OfflineCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Receive messages on this machine, check and show them.",
        discussion: """
            For who develops against Hearback. Checks every message as 'webhook verify' does, shows it, and answers 204; \
            401 when it is not valid; 503 while the secret file can't be read. Answers an endpoint.verification with \
            the signed challenge. Points out repetitions by webhook-id. The secret file is read anew for each message: \
            start this first, register, then write the secret into it. Without secret and key nothing is checked. \
            Ctrl-C ends it with a summary and exit code 0.

            The daemon sends to this machine only when its configuration says so: delivery.allow_http, \
            delivery.allowed_networks = ["127.0.0.0/8"], delivery.allowed_ports.

            Examples:
              hearback webhook listen --port 8080 --secret-file ngo.secret
              hearback webhook listen --fail 3 --status 503
              hearback webhook listen --json | jq -r '.message.type'
            """)

    @Option(help: ArgumentHelp("Port to listen on; 0 lets the kernel choose.", valueName: "n"))
    var port: UInt16 = 0

    @Option(help: ArgumentHelp("Address to listen on.", valueName: "host"))
    var host = "127.0.0.1"

    @OptionGroup var secrets: SecretOptions
    @OptionGroup var publicKeys: PublicKeyOptions

    @Option(help: ArgumentHelp("Answer the first so many messages with --status.", valueName: "count"))
    var fail = 0

    @Option(help: ArgumentHelp("The status of those failures.", valueName: "code"))
    var status = 500

    @Option(help: ArgumentHelp("Wait so long before each answer.", valueName: "seconds"))
    var delay = 0.0

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard fail >= 0 else { throw ValidationError("--fail must be at least 0") }
        guard (200...599).contains(status) else { throw ValidationError("--status must be from 200 to 599") }
        guard (0...3_600).contains(delay) else { throw ValidationError("--delay must be from 0 to 3600 seconds") }
    }

    private struct Address: Encodable {
        let url: String
    }

    private struct Summary: Encodable {
        let received: Int
        let verified: Int
        let refused: Int
        let duplicates: Int
    }

    func run(_ bench: Bench) async throws {
        let (secrets, environment) = (secrets, bench.console.environment)
        // What the command line itself says must be right at once; a file may come later.
        if secrets.secretFile == nil { _ = try secrets.load(environment) }
        let reception = Reception(
            bench, secrets: { try secrets.load(environment) }, publicKeys: try publicKeys.load(), failures: fail,
            failureStatus: status)
        let listener = Listener(
            host: host, port: Int(port), delay: .seconds(delay), reception: reception,
            onRunning: { [host] port in
                let url = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/"
                try bench.show(Address(url: url)) { _ in ["listening at \(VisibleText.inline(url))", ""] }
            },
            remark: { bench.remark(VisibleText.inline($0)) })
        do {
            try await listener.run()
        } catch let error as CommandError {
            throw error
        } catch {
            throw CommandError(
                "can't listen on \(VisibleText.inline(host)), port \(port): \(Listener.reason(error))",
                hint: "choose another --port, or 0 for any that is free; --host must be an address of this machine")
        }
        try report(await reception.counts, bench)
    }

    private func report(_ counts: Reception.Counts, _ bench: Bench) throws {
        let summary = Summary(
            received: counts.received, verified: counts.verified, refused: counts.refused, duplicates: counts.duplicates)
        try bench.show(summary) { _ in
            [
                // The terminal's own ^C stands on this line.
                "",
                "\(Figures.count(counts.received, "message")): \(Figures.grouped(counts.verified)) verified, "
                    + "\(Figures.grouped(counts.refused)) refused, \(Figures.count(counts.duplicates, "duplicate"))"
            ]
        }
    }
}
