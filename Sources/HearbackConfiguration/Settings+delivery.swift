extension Settings {
    static let delivery: [Setting] = targets + pace

    private static let targets: [Setting] = [
        .init(
            section: "delivery", key: "enabled", kind: .boolean, standard: .boolean(true),
            meaning: "Whether messages are sent. Otherwise they wait."),
        .init(
            section: "delivery", key: "allow_http", kind: .boolean, standard: .boolean(false),
            meaning: "Accept endpoints without TLS. For tests on one machine only."),
        .init(
            section: "delivery", key: "allowed_networks", kind: .texts, standard: .texts([]),
            meaning: "Private networks to which messages may go all the same, such as \"10.1.0.0/16\"."),
        .init(
            section: "delivery", key: "allowed_ports", kind: .integers(1...65_535), standard: .integers([443, 8_443]),
            meaning: "Ports to which messages may go; an empty list allows every port."),
        .init(
            section: "delivery", key: "certificate_authorities", kind: .text, standard: .text(""),
            meaning: "PEM file of the authorities that endpoints' certificates are checked against. Empty: the system's."),
        .init(
            section: "delivery", key: "signing_key", kind: .text, standard: .text(""),
            meaning: "File with a whsk_ key that signs every message with v1a too; its public half is at /v1/webhook-keys. Empty: no v1a."),
        .init(
            section: "delivery", key: "contact_url", kind: .text, standard: .text(""),
            meaning: "Where a receiver's operator finds out who is calling; part of the User-Agent."),
    ]

    private static let pace: [Setting] = [
        .init(
            section: "delivery", key: "timeout_seconds", kind: .integer(1...120), standard: .integer(20),
            meaning: "How long one attempt may take."),
        .init(
            section: "delivery", key: "connect_timeout_seconds", kind: .integer(1...60), standard: .integer(5),
            meaning: "How long a connection may take to come up."),
        .init(
            section: "delivery", key: "hold_unsynchronised", kind: .boolean, standard: .boolean(false),
            meaning: "Send nothing while the kernel says that nothing keeps its clock right; receivers refuse messages that are 300 seconds off."),
        .init(
            section: "delivery", key: "in_flight", kind: .integer(1...16_384), standard: .integer(2_048),
            meaning: "Messages leased at the same time; of those that take less than a second, a quarter of this."),
        .init(
            section: "delivery", key: "per_endpoint", kind: .integer(1...1_024), standard: .integer(2),
            meaning: "Attempts at the same time to one endpoint."),
        .init(
            section: "delivery", key: "lease_ahead", kind: .integer(1...64), standard: .integer(16),
            meaning: "Of an endpoint that takes messages promptly, so many times per_endpoint are leased: faster, but a crash repeats more."),
        .init(
            section: "delivery", key: "per_endpoint_per_minute", kind: .integer(0...1_000_000), standard: .integer(60),
            meaning: "Messages a minute to one endpoint; 0 is no limit."),
        .init(
            section: "delivery", key: "per_address", kind: .integer(1...1_024), standard: .integer(4),
            meaning: "Attempts at the same time to one address, whatever names lead to it."),
        .init(
            section: "delivery", key: "per_address_per_minute", kind: .integer(0...1_000_000), standard: .integer(120),
            meaning: "Attempts a minute to one address; 0 is no limit."),
        .init(
            section: "delivery", key: "registrations_per_day", kind: .integer(0...100_000), standard: .integer(3),
            meaning: "Endpoints that one network (IPv4 /24, IPv6 /48) may register in a day; 0 closes registration."),
        .init(
            section: "delivery", key: "registrations_per_domain_per_day", kind: .integer(1...100_000), standard: .integer(5),
            meaning: "Endpoints that may be registered in a day under one domain, whatever names below it (public suffix list)."),
    ]

    static let notices: [Setting] = [
        .init(
            section: "notices", key: "waiting_days", kind: .integers(1...3_650), standard: .integers([7, 14, 30]),
            meaning: "Days after a comment's receipt on which its submitter is told that it still waits."),
        .init(
            section: "notices", key: "waiting_repeat_days", kind: .integer(0...3_650), standard: .integer(30),
            meaning: "After the last of them, again every so many days; 0 is never."),
        .init(
            section: "notices", key: "overdue", kind: .boolean, standard: .boolean(true),
            meaning: "Whether a submitter is told, once, that the day by which a decision was due has ended without one."),
        .init(
            section: "notices", key: "decision_grace_seconds", kind: .integer(0...3_600), standard: .integer(60),
            meaning: "From a decision to its notice; in that time its moderator can undo it and nobody is told."),
    ]
}
