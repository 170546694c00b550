extension Settings {
    static let observability: [Setting] = [
        .init(
            section: "observability", key: "metrics_listen", kind: .text, standard: .text(""),
            meaning: "Where /metrics can be read without a token, on loopback: \"127.0.0.1:9464\". Empty: nowhere; the desk has it all the same."),
        .init(
            section: "observability", key: "disk_reserve_megabytes", kind: .integer(0...1_000_000), standard: .integer(64),
            meaning: "Space to be kept free where the ledger is: with less, /readyz says that the service is not ready."),
        .init(
            section: "observability", key: "drain_seconds", kind: .integer(0...300), standard: .integer(0),
            meaning: "After SIGTERM, how long /readyz says so before the service stops listening, for proxies that ask it."),
    ]
}
