/// Every setting there is. Nothing else is read from the file or the environment.
package enum Settings {
    package static let all: [Setting] = server + store + desk + intake + pages + screening + time + delivery + notices + mail + digest + reports + transparency + observability + log

    /// What each section is about, in the order of the file.
    static let sections: [(name: String, meaning: String)] = [
        ("server", "The public HTTP API. Put nginx or Caddy with TLS in front of it."),
        ("store", "The ledger: one SQLite file."),
        ("admin", "Where the hearback command reaches the desk."),
        ("roles", "Who may do what at the desk: names of users, or groups as \"@name\". Root is an administrator."),
        ("intake", "What a comment may be."),
        ("pages", "The public pages. Their languages, and how to change what they say: docs/pages.md."),
        ("open_data", "What everyone may compute with: docs/open-data.md."),
        ("screening", "What moderators' attention is drawn to. It decides nothing: docs/screening.md."),
        ("time", "Local days and working days, for due dates."),
        ("delivery", "Webhooks to submitters."),
        ("notices", "What submitters hear, and when."),
        ("mail", "Notices by e-mail, to submitters who confirm that they want them."),
        ("digest", "A reminder to the moderators of what waits, and what is overdue."),
        ("reports", "Latency reports on a schedule."),
        ("transparency", "The log that keeps the operator honest: docs/transparency-log.md."),
        ("observability", "For whoever watches the service: docs/observability.md."),
        ("log", "What is written to standard error, for the journal."),
    ]

    private static let server: [Setting] = [
        .init(section: "server", key: "host", kind: .text, standard: .text("127.0.0.1"), meaning: "Address to listen on."),
        .init(
            section: "server", key: "port", kind: .integer(0...65_535), standard: .integer(8_080),
            meaning: "Port to listen on; 0 lets the kernel choose."),
        .init(
            section: "server", key: "public_url", kind: .text, standard: .text("http://127.0.0.1:8080"),
            meaning: "How the outside reaches this service: the beginning of every receipt's link."),
        .init(
            section: "server", key: "trusted_proxies", kind: .texts, standard: .texts([]),
            meaning: "Networks of the proxies whose X-Forwarded-For is believed, such as \"127.0.0.1\"."),
    ]

    private static let store: [Setting] = [
        .init(
            section: "store", key: "path", kind: .path, standard: .text("/var/lib/hearback/hearback.sqlite"),
            meaning: "The file. Its folder must exist."),
        .init(
            section: "store", key: "key", kind: .text, standard: .text(""),
            meaning: "File of the key that seals endpoint secrets and redacted texts; made on the first start. Empty: store.path with .key behind it."),
        .init(
            section: "store", key: "queue_limit", kind: .integer(1...100_000), standard: .integer(2_048),
            meaning: "Writes that may wait for the disk; beyond, requests are answered 503 with Retry-After."),
        .init(
            section: "store", key: "batch_limit", kind: .integer(1...10_000), standard: .integer(512),
            meaning: "Writes that share one durable transaction at most."),
    ]

    private static let desk: [Setting] = [
        .init(
            section: "admin", key: "socket", kind: .path, standard: .text("/run/hearback/admin.sock"),
            meaning: "Path of the unix socket."),
        .init(
            section: "admin", key: "listen", kind: .text, standard: .text(""),
            meaning: "Where the desk can be reached with a token, over TCP: \"127.0.0.1:8090\", or \"[::1]:8090\". Empty: nowhere. docs/roles.md."),
        .init(
            section: "admin", key: "behind_tls", kind: .boolean, standard: .boolean(false),
            meaning: "Whether a proxy with TLS is the only way to admin.listen. Otherwise any address but loopback is warned of."),
        role("administrators", "@hearback-admin", "Add bills and endpoints, import, look after the service."),
        role("moderators", "@hearback-moderators", "Decide comments."),
        role("responders", "@hearback-responders", "Answer comments and record outcomes."),
        role("auditors", "@hearback-auditors", "Read everything but who submitters are, change nothing."),
        .init(
            section: "roles", key: "own_addresses", kind: .texts, standard: .texts([]),
            meaning: "E-mail addresses from which people of the desk may comment themselves, such as \"amina=amina@example.org\": nobody decides their own comment."),
    ]

    private static func role(_ key: String, _ group: String, _ meaning: String) -> Setting {
        .init(section: "roles", key: key, kind: .texts, standard: .texts([group]), meaning: meaning)
    }

    private static let intake: [Setting] = [
        .init(
            section: "intake", key: "text_characters", kind: .integer(1...1_000_000), standard: .integer(20_000),
            meaning: "Longest text, in characters (Unicode scalars)."),
        .init(
            section: "intake", key: "text_bytes", kind: .integer(1...4_000_000), standard: .integer(80_000),
            meaning: "Longest text, in bytes of UTF-8."),
        .init(
            section: "intake", key: "body_bytes", kind: .integer(1_024...16_777_216), standard: .integer(262_144),
            meaning: "Largest request body, in bytes."),
        .init(
            section: "intake", key: "per_address_per_minute", kind: .integer(0...1_000_000), standard: .integer(30),
            meaning: "Comments a minute from one address; a school or a whole mobile network may share one. 0 is no limit."),
        .init(
            section: "intake", key: "per_network_per_minute", kind: .integer(0...1_000_000), standard: .integer(300),
            meaning: "Comments a minute from one network (IPv4 /24, IPv6 /48); 0 is no limit."),
        .init(
            section: "intake", key: "work_bits", kind: .integer(0...30), standard: .integer(18),
            meaning: "Beyond these limits, a comment is taken at once for a proof of work of so many bits; 18 take a browser some seconds. 0: nobody is asked."),
    ]

    private static let pages: [Setting] = [
        .init(
            section: "pages", key: "fresh_milliseconds", kind: .integer(0...60_000), standard: .integer(1_000),
            meaning: "How long a page may be shown as it was made before, whatever has happened since."),
        .init(
            section: "pages", key: "form_seconds", kind: .integer(0...60), standard: .integer(3),
            meaning: "A form that comes back sooner was not filled in by a person; it is shown again, with its words."),
        .init(
            section: "pages", key: "embedded_by", kind: .texts, standard: .texts([]),
            meaning: "Sites that may show the form of /embed in a frame, such as \"https://www.example.org\". Empty: any."),
        .init(
            section: "open_data", key: "licence", kind: .text, standard: .text(""),
            meaning: "Under which everyone may use the open data: an SPDX name or an https address, such as \"CC-BY-4.0\". Empty: not stated."),
    ]

    private static let time: [Setting] = [
        .init(
            section: "time", key: "zone", kind: .text, standard: .text("Africa/Casablanca"),
            meaning: "The institution's time zone."),
        .init(
            section: "time", key: "zoneinfo", kind: .path, standard: .text("/usr/share/zoneinfo"),
            meaning: "Folder of the system's time zone data."),
        .init(
            section: "time", key: "calendar", kind: .path, standard: .text("calendars/MA.json"),
            meaning: "Working-day calendar; a relative path starts at this file's folder."),
    ]

    private static let log: [Setting] = [
        .init(
            section: "log", key: "level", kind: .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
            standard: .text("info"), meaning: "The least serious messages to write.")
    ]
}
