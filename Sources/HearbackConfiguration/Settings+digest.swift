import HearbackCore

extension Settings {
    static let digest: [Setting] = [
        .init(
            section: "digest", key: "mail_to", kind: .texts, standard: .texts([]),
            meaning: "E-mail addresses of moderators. They are not asked first; each message can be unsubscribed from."),
        .init(
            section: "digest", key: "announce_to", kind: .texts, standard: .texts([]),
            meaning: "Endpoints (their identifiers) that get it as a webhook: queue.digest."),
        .init(
            section: "digest", key: "hour", kind: .integer(0...23), standard: .integer(8),
            meaning: "Local hour at which it goes out."),
        .init(
            section: "digest", key: "every_hours", kind: .integer(1...24), standard: .integer(24),
            meaning: "How often it is repeated while it holds."),
        .init(
            section: "digest", key: "after_hours", kind: .integer(0...8_760), standard: .integer(24),
            meaning: "It goes out while something is overdue, or has waited so long."),
        .init(
            section: "digest", key: "language", kind: .choice(Language.allCases.map(\.rawValue)), standard: .text("en"),
            meaning: "Language of the e-mail."),
    ]
}
