extension Settings {
    static let transparency: [Setting] = [
        .init(
            section: "transparency", key: "key", kind: .text, standard: .text(""),
            meaning: "File of the log's signing key; made on the first start. Empty: log.skey among systemd's credentials, else store.path with .log-key behind it."),
        .init(
            section: "transparency", key: "origin", kind: .text, standard: .text(""),
            meaning: "The log's name, for ever: host and path without a scheme. Read when the key is made. Empty: the host of server.public_url, with /log1."),
        .init(
            section: "transparency", key: "high_water_mark", kind: .text, standard: .text(""),
            meaning: "File that keeps the last published head, to notice a ledger that came from a backup: on another disk, in no backup. Empty: store.path with .head behind it."),
        .init(
            section: "transparency", key: "cosigned", kind: .text, standard: .text(""),
            meaning: "File with the head and its witnesses' lines, as 'hearback log witness --submit' writes it: /checkpoint carries them while it shows that head."),
        .init(
            section: "transparency", key: "witnesses", kind: .texts, standard: .texts([]),
            meaning: "Keys of witnesses. What they say in the file of cosigned goes into the log: it bounds the times of leaves from outside."),
        .init(
            section: "transparency", key: "anchor_seconds", kind: .integer(1...604_800), standard: .integer(3_600),
            meaning: "Seconds between two such anchors at least."),
        .init(
            section: "transparency", key: "publish_seconds", kind: .integer(1...3_600), standard: .integer(10),
            meaning: "Seconds between two heads at /checkpoint. Receipts carry their own at once."),
    ]
}
