import Foundation
import HearbackStore
import HearbackTransparency

extension Daemon {
    /// The key with which the log is signed. Its name is the log's, so it decides for a log that is there.
    ///
    /// - Throws: `StartError` for a key that is missing although the ledger has a log, is unreadable, or has another name than is set.
    static func logOptions(_ configuration: DaemonConfiguration) throws -> LogOptions {
        let path = configuration.logKeyPath(credentials: ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"])
        if !KeyFile.exists(path), !Ledger.hasLog(at: configuration.storePath) { try makeKey(at: path, configuration) }
        let text = try KeyFile.secret(at: path, setting: "transparency.key")
        // A second line is the key that is to follow, or that went before.
        let keys = text.split(separator: "\n").map { SigningKey(String($0)) }
        guard !keys.contains(where: { $0 == nil }), var options = LogOptions(keys: keys.compactMap(\.self)) else {
            throw StartError.configuration(
                "the key file \(path) does not hold a key of a log", hint: "its lines look like PRIVATE+KEY+name+hash+key, with one name")
        }
        if let origin = configuration.logOrigin, origin != options.origin {
            throw StartError.configuration(
                "transparency.origin is \(origin), the key in \(path) is that of \(options.origin)",
                hint: "a log keeps its name: set it to \(options.origin), or leave it empty")
        }
        options.cosignedPath = configuration.logCosigned
        options.witnesses = try configuration.logWitnesses.map(witness)
        options.anchorInterval = Int64(configuration.logAnchorSeconds)
        return options
    }

    private static func witness(_ text: String) throws -> VerifierKey {
        guard let key = VerifierKey(text), key.type == .cosignature else {
            throw StartError.configuration(
                "transparency.witnesses: '\(text)' is no key of a witness", hint: "it looks like bar.example/w1+77fd4c5b+BA…, as 'hearback log keygen --witness' prints it")
        }
        return key
    }

    private static func makeKey(at path: String, _ configuration: DaemonConfiguration) throws {
        let origin = configuration.logOrigin ?? defaultOrigin(configuration.publicURL)
        guard let key = SigningKey(generatedFor: origin) else {
            throw StartError.configuration(
                "\(origin) can't be the name of a log", hint: "set transparency.origin to a host and a path, such as comments.example.org/log1")
        }
        try KeyFile.make(path, holding: key.secretText)
    }

    private static func defaultOrigin(_ publicURL: String) -> String {
        let host = publicURL.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first.map(String.init)
        return (host ?? "hearback") + "/log1"
    }
}
