import HearbackAPI
import HearbackClient
import HearbackCore

extension ErrorWords {
    static func of(_ error: ClientError) -> CommandError {
        switch error {
        case .daemonUnreachable(let socket, let kind):
            return unreachable(socket, kind)
        case .serverUnreachable(let server, let why):
            return CommandError(
                "\(VisibleText.inline(server)) can't be reached: \(lowered(why))",
                hint: "check --server or HEARBACK_SERVER; --ca-file names the authority of a certificate of your own",
                exitCode: ExitCodes.unreachable)
        case .notHearback(let evidence):
            return CommandError(
                "what answers is not hearbackd's admin API: \(words(evidence))",
                hint: "name the daemon's admin socket with --socket, or where it takes tokens with --server",
                exitCode: ExitCodes.protocolError)
        case .notUnderstood(let member):
            let place = member.map { " (at '\($0)')" } ?? ""
            return CommandError(
                "the daemon's answer was not understood\(place)",
                hint: "use the hearback of the daemon's version: 'hearback --version', 'hearbackd --version'",
                exitCode: ExitCodes.protocolError)
        case .unknownProblem(let code, let status, let message, let hint):
            let name = code.map { " [\($0)]" } ?? ""
            return CommandError(
                lowered(message) + name,
                hint: hint ?? "this hearback is older than the daemon: use the one of its version",
                exitCode: status >= 500 ? ExitCodes.tryAgain : ExitCodes.failed)
        case .interrupted, .timedOut, .responseTooLarge, .transfer:
            return broken(error)
        }
    }

    private static func broken(_ error: ClientError) -> CommandError {
        let look = "what was asked may have been done: look before you repeat it"
        switch error {
        case .timedOut(let seconds):
            return CommandError(
                "the daemon did not answer within \(Figures.count(seconds, "second"))", hint: look,
                exitCode: ExitCodes.tryAgain)
        case .responseTooLarge(let limit):
            return CommandError(
                "the daemon's answer is larger than \(limit >> 20) MiB", hint: "ask for less, with --limit or --bill",
                exitCode: ExitCodes.protocolError)
        case .transfer(let words):
            return CommandError(
                "the request could not be sent: \(lowered(words))", hint: "check the socket's path or the server's address",
                exitCode: ExitCodes.unreachable)
        default:
            return CommandError(
                "the daemon closed the connection before its answer was complete", hint: look,
                exitCode: ExitCodes.tryAgain)
        }
    }

    private static func unreachable(_ socket: String, _ kind: ClientError.Unreachable) -> CommandError {
        let (message, hint) = unreachableWords(socket.isEmpty ? "''" : socket, kind)
        return CommandError(message, hint: hint, exitCode: ExitCodes.unreachable)
    }

    private static func unreachableWords(
        _ socket: String, _ kind: ClientError.Unreachable
    ) -> (message: String, hint: String) {
        let start = "start the daemon with 'systemctl start hearbackd'"
        let other = "name its socket with --socket or HEARBACK_SOCKET"
        switch kind {
        case .missing:
            return ("the daemon can't be reached: nothing is at \(socket)", "\(start), or \(other)")
        case .permission(let group):
            let ask = "ask an administrator to put you into the group"
            let name = group ?? "that the socket belongs to"
            return (
                "you may not use the daemon's socket \(socket)",
                group == nil ? "\(ask) \(name)" : "\(ask) '\(name)': 'usermod -aG \(name) USER'; then log in again"
            )
        case .refused:
            return (
                "the daemon can't be reached: nobody listens at \(socket)",
                "'systemctl status hearbackd' says why it stopped; \(start)"
            )
        case .notASocket: return ("\(socket) is not a socket", other)
        case .pathTooLong(let limit):
            return ("the socket's path is longer than \(limit) bytes: \(socket)", "use a shorter path")
        case .system(let number):
            return ("the daemon can't be reached at \(socket): \(Descriptor.reason(number))", "\(start), or \(other)")
        }
    }

    private static func words(_ evidence: ClientError.Evidence) -> String {
        switch evidence {
        case .notHTTP: "it does not speak HTTP"
        case .answer(let status, let mediaType):
            "HTTP status \(status), \(mediaType.map(VisibleText.inline) ?? "no media type")"
        }
    }
}
