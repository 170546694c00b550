extension Settings {
    static let mail: [Setting] = [
        .init(
            section: "mail", key: "relay", kind: .text, standard: .text(""),
            meaning: "Host of the SMTP relay that carries all e-mail. Empty: no e-mail."),
        .init(
            section: "mail", key: "port", kind: .integer(1...65_535), standard: .integer(587),
            meaning: "Its port: usually 587 with starttls, 465 with tls."),
        .init(
            section: "mail", key: "security", kind: .choice(["starttls", "tls", "none"]), standard: .text("starttls"),
            meaning: "How the connection is made private; none only to a relay on this machine."),
        .init(
            section: "mail", key: "credentials", kind: .text, standard: .text(""),
            meaning: "File with the user on its first line and the password on its second. Empty: no login."),
        .init(
            section: "mail", key: "certificate_authorities", kind: .text, standard: .text(""),
            meaning: "PEM file of the authorities that the relay's certificate is checked against. Empty: the system's."),
        .init(
            section: "mail", key: "client_name", kind: .text, standard: .text("localhost"),
            meaning: "What the daemon calls itself in EHLO: the name of this host, as the relay knows it."),
        .init(
            section: "mail", key: "from", kind: .text, standard: .text(""),
            meaning: "The address that notices come from."),
        .init(
            section: "mail", key: "return_path", kind: .text, standard: .text(""),
            meaning: "The address that bounces come back to, with a mark before its @; have it piped into 'hearback mail bounce'. Empty: mail.from."),
        .init(
            section: "mail", key: "institution", kind: .text, standard: .text("Hearback"),
            meaning: "Who writes, as readers know it."),
    ]
}
