import ArgumentParser
import Foundation
import HearbackCore
import HearbackWebhooks

/// The secrets of an endpoint: one, or the old and the new one while they are rotated.
struct SecretOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The endpoint's secret, whsec_…; may be repeated.",
            discussion: "Other users of the machine can see it in the list of processes: --secret-file is safer.",
            valueName: "whsec"))
    var secret: [String] = []

    @Option(
        help: ArgumentHelp(
            "Read the secrets from a file, one a line.", discussion: "Else $\(Self.variable).", valueName: "path"),
        completion: .file())
    var secretFile: String?

    static let variable = "HEARBACK_WEBHOOK_SECRET"

    /// In bytes; room for a few secrets and their line ends.
    private static let fileLimit = 16 << 10

    func validate() throws {
        if !secret.isEmpty, secretFile != nil { throw ValidationError("give --secret or --secret-file, not both") }
    }

    var isGiven: Bool { !secret.isEmpty || secretFile != nil }

    /// None when nothing names one.
    ///
    /// - Throws: `CommandError`, which never repeats what was read.
    func load(_ environment: [String: String]) throws -> [WebhookSecret] {
        if let secretFile { return try Self.read(file: secretFile) }
        if !secret.isEmpty { return try secret.map { try Self.parse($0, from: "--secret", exitCode: ExitCodes.usage) } }
        return try Self.parse(all: environment[Self.variable] ?? "", from: Self.variable)
    }

    private static func read(file: String) throws -> [WebhookSecret] {
        let descriptor = try Descriptor.open(file)
        defer { close(descriptor) }
        let data = try Descriptor.read(descriptor, limit: fileLimit)
        let secrets = try parse(all: String(decoding: data, as: UTF8.self), from: file)
        guard !secrets.isEmpty else {
            throw CommandError(
                "\(VisibleText.inline(file)) holds no secret", hint: "write the endpoint's whsec_… into it",
                exitCode: ExitCodes.data)
        }
        return secrets
    }

    private static func parse(all text: String, from source: String) throws -> [WebhookSecret] {
        try text.split(whereSeparator: \.isWhitespace).map {
            try parse(String($0), from: source, exitCode: ExitCodes.data)
        }
    }

    private static func parse(_ text: String, from source: String, exitCode: Int32) throws -> WebhookSecret {
        do {
            return try WebhookSecret(text)
        } catch {
            let reason = switch error {
            case .empty: "is empty"
            case .notBase64: "is not Base64"
            case .tooLong: "is longer than 1,024 bytes"
            }
            throw CommandError(
                "the secret of \(VisibleText.inline(source)) \(reason)",
                hint: "give it as it was shown at registration: whsec_ and Base64", exitCode: exitCode)
        }
    }
}

/// A sender's public keys, for `v1a` signatures.
struct PublicKeyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A public key for v1a signatures, whpk_…; may be repeated.", valueName: "whpk"))
    var publicKey: [String] = []

    func load() throws -> [WebhookPublicKey] {
        try publicKey.map { text in
            do {
                return try WebhookPublicKey(text)
            } catch {
                throw CommandError(
                    "--public-key is not an Ed25519 key: \(error)", hint: "give whpk_ and 32 bytes in Base64",
                    exitCode: ExitCodes.usage)
            }
        }
    }
}

/// The body of a message, byte for byte.
enum MessageBody {
    /// In bytes; the daemon's own messages are below 20 KiB.
    static let limit = 1 << 20
}
