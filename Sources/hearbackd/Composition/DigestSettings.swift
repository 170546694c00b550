import HearbackCore
import HearbackStore
import HearbackTime

/// The moderators' reminder, checked.
struct DigestSettings: Sendable {
    let readers: DigestReaders
    let hours: DailyHours
    /// Milliseconds.
    let patience: Int64

    /// - Throws: `StartError` for what is no address, or addresses where no e-mail is sent.
    init(_ configuration: DaemonConfiguration) throws {
        let addresses = try configuration.digestMailTo.map { try MailSettings.address($0, "digest.mail_to") }
        guard addresses.isEmpty || !configuration.mailRelay.isEmpty else {
            throw StartError.configuration(
                "digest.mail_to names addresses, but no e-mail is sent", hint: "set mail.relay, or empty digest.mail_to")
        }
        readers = DigestReaders(
            endpoints: configuration.digestAnnounceTo, addresses: addresses,
            language: Language(rawValue: configuration.digestLanguage) ?? .english)
        hours = DailyHours(from: configuration.digestHour, every: configuration.digestEveryHours)
        patience = Int64(configuration.digestAfterHours) * 3_600_000
    }
}
