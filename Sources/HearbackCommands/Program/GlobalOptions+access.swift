import Foundation
import HearbackClient
import HearbackCore

extension GlobalOptions {
    /// What an option says goes before what the environment says; a server of the environment before a socket of it.
    ///
    /// - Throws: `CommandError`, which never repeats a token.
    func access(_ environment: [String: String]) throws -> AdminAccess {
        func told(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let socket { return .socket(path: socket) }
        guard let address = server ?? told(AdminClient.serverVariable) else {
            return .socket(path: told(AdminClient.socketVariable) ?? AdminClient.standardSocket)
        }
        return .server(try Self.server(address, authorities: caFile ?? told(AdminClient.authoritiesVariable)), try token(told))
    }

    private static func server(_ address: String, authorities: String?) throws -> AdminServer {
        do {
            return try AdminServer(address, authorities: authorities)
        } catch {
            let shown = VisibleText.inline(address)
            switch error {
            case .malformed:
                throw CommandError(
                    "\(shown) is not the address of a server", hint: "write https://desk.example.org", exitCode: ExitCodes.usage)
            case .inTheClear:
                throw CommandError(
                    "the token would go to \(shown) for everybody on the way to read",
                    hint: "use https; http is for this machine alone, such as http://127.0.0.1:8090", exitCode: ExitCodes.usage)
            }
        }
    }

    private func token(_ told: (String) -> String?) throws -> AccessToken {
        if let tokenFile { return try Self.read(file: tokenFile) }
        if let text = told(AdminClient.tokenVariable) { return try Self.parse(text, from: AdminClient.tokenVariable) }
        if let file = told(AdminClient.tokenFileVariable) { return try Self.read(file: file) }
        throw CommandError(
            "a server takes a token, and none was given",
            hint: "put it into \(AdminClient.tokenVariable), or name its file with --token-file; 'hearback token create' makes one",
            exitCode: ExitCodes.usage)
    }

    /// In bytes; a token has less than a hundred.
    private static let fileLimit = 4 << 10

    private static func read(file: String) throws -> AccessToken {
        let descriptor = try Descriptor.open(file)
        defer { close(descriptor) }
        guard !Descriptor.isForEverybody(descriptor) else {
            throw CommandError(
                "every user of this machine may read \(VisibleText.inline(file))",
                hint: "'chmod 600 \(VisibleText.inline(file))', and have the token revoked if others may have read it",
                exitCode: ExitCodes.data)
        }
        let data = try Descriptor.read(descriptor, limit: fileLimit)
        return try parse(String(decoding: data, as: UTF8.self), from: file)
    }

    private static func parse(_ text: String, from source: String) throws -> AccessToken {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let token = AccessToken(text: trimmed) else {
            throw CommandError(
                "what \(VisibleText.inline(source)) holds is not a token",
                hint: "give it as 'hearback token create' showed it: hbt_, a number, _ and 52 characters", exitCode: ExitCodes.data)
        }
        return token
    }
}

extension Descriptor {
    /// Whether a regular file may be read by users beyond its owner and group.
    fileprivate static func isForEverybody(_ descriptor: Int32) -> Bool {
        var facts = stat()
        return fstat(descriptor, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG && facts.st_mode & S_IROTH != 0
    }
}
