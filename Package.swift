// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every target: Swift 6 mode, explicit existentials, imports that say what leaks, no warning tolerated.
let rules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

// Products of other packages, named once.
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioFoundation: Target.Dependency = .product(name: "NIOFoundationCompat", package: "swift-nio")
let toml: Target.Dependency = .product(name: "TOMLKit", package: "TOMLKit")

let package = Package(
    name: "hearback",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Pure values, no I/O.
        .target(name: "HearbackCore", swiftSettings: rules),
        .target(name: "HearbackTime", dependencies: ["HearbackCore"], swiftSettings: rules),
        .target(name: "HearbackLatency", dependencies: ["HearbackCore", "HearbackTime"], swiftSettings: rules),
        .target(
            name: "HearbackReports", dependencies: ["HearbackCore", "HearbackTime", "HearbackLatency"], swiftSettings: rules),
        .target(
            name: "HearbackConfiguration",
            dependencies: ["HearbackCore", "HearbackTime", "HearbackLatency", "HearbackReports", toml], swiftSettings: rules),
        .target(name: "HearbackTransparency", dependencies: ["HearbackCore", crypto], swiftSettings: rules),
        .target(name: "HearbackAPI", dependencies: ["HearbackCore"], swiftSettings: rules),
        .target(name: "HearbackMetrics", swiftSettings: rules),
        .target(name: "HearbackReview", dependencies: ["HearbackAPI", "HearbackCore"], swiftSettings: rules),
        .target(
            name: "HearbackPages", dependencies: ["HearbackCore", "HearbackTime", "HearbackAPI", "HearbackReports", mustache],
            resources: [.embedInCode("Assets")], swiftSettings: rules),

        // The edges.
        .systemLibrary(name: "CSystemSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "HearbackStore", dependencies: ["HearbackCore", "HearbackMetrics", "HearbackTransparency", "CSystemSQLite", crypto, grdb, grdbSQLite, lifecycle], swiftSettings: rules),
        .systemLibrary(name: "CSystemCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CSystemPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
        .target(name: "CCurl", dependencies: ["CSystemCurl"]),
        .target(name: "HearbackWebhooks", dependencies: ["HearbackCore", "CCurl", "CSystemPSL", crypto], swiftSettings: rules),
        .target(
            name: "HearbackDelivery", dependencies: ["HearbackCore", "HearbackWebhooks", "CCurl", lifecycle, logging],
            swiftSettings: rules),
        .target(
            name: "HearbackHTTP",
            dependencies: [
                "HearbackAPI", "HearbackMetrics", "HearbackStore", "HearbackTransparency", "HearbackLatency", "HearbackPages", "HearbackReports", "HearbackTime", hummingbird, hummingbirdCore, httpTypes,
                logging, nio, nioFoundation, nioHTTP1, nioHTTPTypes,
            ],
            resources: [.embedInCode("Assets")], swiftSettings: rules),
        .target(name: "HearbackClient", dependencies: ["HearbackAPI", "HearbackCore", "CCurl"], swiftSettings: rules),
        .target(
            name: "HearbackCommands",
            dependencies: [
                "HearbackClient", "HearbackWebhooks", "HearbackAPI", "HearbackCore", "HearbackLatency", "HearbackReports",
                "HearbackReview", "HearbackTime", "HearbackTransparency", "HearbackStore", "HearbackConfiguration", "HearbackDelivery", argumentParser, hummingbird, httpTypes,
                lifecycle, logging, nio, unixSignals,
            ],
            swiftSettings: rules),

        // The two programs.
        .executableTarget(
            name: "hearbackd",
            dependencies: [
                "HearbackHTTP", "HearbackConfiguration", "HearbackDelivery", "HearbackMetrics", "HearbackReports", "HearbackTransparency", "HearbackWebhooks", argumentParser,
                hummingbird, hummingbirdCore, lifecycle, logging, nio, nioHTTPTypes, nioPosix, unixSignals,
            ],
            swiftSettings: rules),
        .executableTarget(name: "hearback", dependencies: ["HearbackCommands"], swiftSettings: rules),

        // Tests; what they share is a target of its own.
        .target(
            name: "HearbackTestSupport", dependencies: ["HearbackAPI", "HearbackCore"],
            path: "Tests/HearbackTestSupport", swiftSettings: rules),
        .testTarget(
            name: "HearbackCoreTests", dependencies: ["HearbackCore", "HearbackTestSupport"], swiftSettings: rules),
        .testTarget(
            name: "HearbackTimeTests", dependencies: ["HearbackTime", "HearbackTestSupport"], swiftSettings: rules),
        .testTarget(
            name: "HearbackLatencyTests", dependencies: ["HearbackLatency", "HearbackTestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "HearbackReportsTests", dependencies: ["HearbackReports", "HearbackLatency", "HearbackTime", "HearbackTestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "HearbackTransparencyTests", dependencies: ["HearbackTransparency", "HearbackCore", "HearbackTestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "HearbackPagesTests", dependencies: ["HearbackPages", "HearbackReports", "HearbackTime", "HearbackCore", "HearbackTestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "HearbackAPITests", dependencies: ["HearbackAPI", "HearbackTestSupport"], swiftSettings: rules),
        .testTarget(name: "HearbackMetricsTests", dependencies: ["HearbackMetrics", "HearbackTestSupport"], swiftSettings: rules),
        .testTarget(
            name: "HearbackReviewTests",
            dependencies: ["HearbackReview", "HearbackAPI", "HearbackCore", "HearbackTestSupport"], swiftSettings: rules),
        .testTarget(
            name: "HearbackStoreTests", dependencies: ["HearbackStore", "HearbackMetrics", "HearbackTime", "HearbackTransparency", "HearbackTestSupport", grdb],
            swiftSettings: rules),
        .testTarget(
            name: "HearbackWebhooksTests", dependencies: ["HearbackWebhooks", "HearbackTestSupport", crypto],
            swiftSettings: rules),
        .testTarget(
            name: "HearbackDeliveryTests", dependencies: ["HearbackDelivery", "HearbackWebhooks", "HearbackTestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "HearbackHTTPTests", dependencies: ["HearbackHTTP", "HearbackTime", "HearbackStore", "HearbackTestSupport", nio, nioEmbedded, nioHTTPTypes],
            swiftSettings: rules),
        .testTarget(
            name: "HearbackCommandsTests",
            dependencies: [
                "HearbackCommands", "HearbackClient", "HearbackTransparency", "HearbackWebhooks", "HearbackCore", "HearbackTime", "HearbackLatency", "HearbackStore",
                "HearbackConfiguration", "HearbackDelivery", "HearbackTestSupport",
            ],
            swiftSettings: rules),
        .testTarget(
            name: "HearbackIntegrationTests",
            dependencies: ["HearbackTestSupport", crypto, "HearbackAPI", "HearbackCore", "hearbackd", "hearback"],
            swiftSettings: rules),
    ]
)
