import Foundation
import HearbackConfiguration
import HearbackCore
import HearbackHTTP
import HearbackStore
import Logging

/// The daemon's configuration as values, checked.
struct DaemonConfiguration: Sendable {
    private var values: ConfigurationValues

    /// - Parameter file: nil for the defaults and the environment alone.
    /// - Throws: `ConfigurationErrors`.
    init(file: String?, environment: [String: String]) throws {
        values = try ConfigurationValues(file: file, environment: environment)
    }

    /// The names of the settings that have another value than in `other`, in the order of the file.
    func names(differingFrom other: DaemonConfiguration) -> [String] {
        Settings.all.map(\.name).filter { values[$0] != other.values[$0] }
    }

    /// This one, with some settings of another.
    func taking(_ names: [String], from other: DaemonConfiguration) -> DaemonConfiguration {
        var mixed = self
        for name in names { mixed.values[name] = other.values[name] }
        return mixed
    }

    var host: String { text("server.host") }
    var port: Int { integer("server.port") }
    var publicURL: String { text("server.public_url").trimmingSuffix("/") }
    var storePath: String { values.storePath }
    var queueLimit: Int { integer("store.queue_limit") }
    var batchLimit: Int { integer("store.batch_limit") }
    var keyPath: String { values.keyPath }
    var trustedProxies: [String] { texts("server.trusted_proxies") }
    var certificateAuthorities: String? { optionalPath("delivery.certificate_authorities") }
    var signingKeyPath: String? { optionalPath("delivery.signing_key") }
    var mailRelay: String { text("mail.relay") }
    var mailPort: Int { integer("mail.port") }
    var mailSecurity: String { text("mail.security") }
    var mailCredentials: String? { optionalPath("mail.credentials") }
    var mailCertificateAuthorities: String? { optionalPath("mail.certificate_authorities") }
    var mailClientName: String { text("mail.client_name") }
    var mailFrom: String { text("mail.from") }
    var mailReturnPath: String { text("mail.return_path") }
    var institution: String { text("mail.institution") }
    var inFlight: Int { integer("delivery.in_flight") }
    var perAddress: Int { integer("delivery.per_address") }
    var perAddressPerMinute: Int { integer("delivery.per_address_per_minute") }
    var adminSocket: String { path("admin.socket") }
    /// Empty for none.
    var adminListen: String { text("admin.listen") }
    var adminBehindTLS: Bool { boolean("admin.behind_tls") }
    var ownAddresses: [String] { texts("roles.own_addresses") }
    var zoneName: String { text("time.zone") }
    var zoneinfo: String { path("time.zoneinfo") }
    var calendar: String { path("time.calendar") }
    var deliveryEnabled: Bool { boolean("delivery.enabled") }
    var holdsUnsynchronised: Bool { boolean("delivery.hold_unsynchronised") }
    var allowHTTP: Bool { boolean("delivery.allow_http") }
    var allowedNetworks: [String] { texts("delivery.allowed_networks") }
    var allowedPorts: [Int] { integers("delivery.allowed_ports") }
    var timeoutSeconds: Int { integer("delivery.timeout_seconds") }
    var connectTimeoutSeconds: Int { integer("delivery.connect_timeout_seconds") }
    var contactURL: String { text("delivery.contact_url") }
    var reportFolder: String? { optionalPath("reports.folder") }
    var reportCadence: String { text("reports.cadence") }
    var reportHour: Int { integer("reports.hour") }
    var reportFormats: [String] { texts("reports.formats") }
    var reportLanguages: [String] { texts("reports.languages") }
    var reportBy: String { text("reports.by") }
    var reportURL: String? { text("reports.url").isEmpty ? nil : text("reports.url").trimmingSuffix("/") }
    var reportAnnounceTo: [String] { texts("reports.announce_to") }
    var digestMailTo: [String] { texts("digest.mail_to") }
    var digestAnnounceTo: [String] { texts("digest.announce_to") }
    var digestHour: Int { integer("digest.hour") }
    var digestEveryHours: Int { integer("digest.every_hours") }
    var digestAfterHours: Int { integer("digest.after_hours") }
    var digestLanguage: String { text("digest.language") }
    var screeningRules: [String] { texts("screening.rules") }
    var screeningLists: String? { optionalPath("screening.lists") }
    func logKeyPath(credentials: String?) -> String { values.logKeyPath(credentials: credentials) }
    var logOrigin: String? { text("transparency.origin").isEmpty ? nil : text("transparency.origin") }
    var logHighWaterMark: String { values.highWaterMark }
    var logCosigned: String? { optionalPath("transparency.cosigned") }
    var logWitnesses: [String] { texts("transparency.witnesses") }
    var logAnchorSeconds: Int { integer("transparency.anchor_seconds") }
    var logPublishSeconds: Int { integer("transparency.publish_seconds") }
    var metricsListen: String { text("observability.metrics_listen") }
    var diskReserveBytes: Int { integer("observability.disk_reserve_megabytes") << 20 }
    var drainSeconds: Int { integer("observability.drain_seconds") }
    var logLevel: Logger.Level { Logger.Level(rawValue: text("log.level")) ?? .info }

    var limits: IntakeLimits {
        IntakeLimits(
            text: TextLimits(characters: integer("intake.text_characters"), bytes: integer("intake.text_bytes")),
            body: integer("intake.body_bytes"))
    }

    var licence: String { text("open_data.licence") }

    var intakeRates: IntakeRates {
        IntakeRates(
            perAddress: integer("intake.per_address_per_minute"), perNetwork: integer("intake.per_network_per_minute"),
            workBits: integer("intake.work_bits"))
    }

    var pageRules: PageRules {
        PageRules(
            freshness: .milliseconds(integer("pages.fresh_milliseconds")), formSeconds: integer("pages.form_seconds"),
            sendsMail: !mailRelay.isEmpty, frames: texts("pages.embedded_by"))
    }

    var roles: RoleMap {
        RoleMap([
            .administrator: Set(texts("roles.administrators")), .moderator: Set(texts("roles.moderators")),
            .responder: Set(texts("roles.responders")), .auditor: Set(texts("roles.auditors")),
        ])
    }

    var deliveryRules: DeliveryRules {
        DeliveryRules(
            perEndpoint: integer("delivery.per_endpoint"), leaseAhead: integer("delivery.lease_ahead"),
            perMinute: integer("delivery.per_endpoint_per_minute"),
            waitingDays: Set(integers("notices.waiting_days")).sorted(),
            waitingRepeat: integer("notices.waiting_repeat_days"), tellsOverdue: boolean("notices.overdue"),
            sendsMail: !mailRelay.isEmpty, decisionGrace: Int64(integer("notices.decision_grace_seconds")) * 1_000)
    }

    var registrationLimits: RegistrationLimits {
        RegistrationLimits(
            perDay: integer("delivery.registrations_per_day"),
            perDomainAndDay: integer("delivery.registrations_per_domain_per_day"))
    }

    private func optionalPath(_ name: String) -> String? { values.optionalPath(name) }
    private func path(_ name: String) -> String { values.path(name) }
    private func text(_ name: String) -> String { values.text(name) }
    private func integer(_ name: String) -> Int { values.integer(name) }
    private func boolean(_ name: String) -> Bool { values.boolean(name) }
    private func texts(_ name: String) -> [String] { values.texts(name) }
    private func integers(_ name: String) -> [Int] { values.integers(name) }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: Character) -> String {
        var text = self
        while text.last == suffix { text.removeLast() }
        return text
    }
}
