// swift-tools-version:6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioFoundation: Target.Dependency = .product(name: "NIOFoundationEssentialsCompat", package: "swift-nio")

let package = Package(
    name: "clerk-live",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "ClerkLive", targets: ["ClerkLive"]),
        .library(name: "LiveServer", targets: ["LiveServer"]),
        .library(name: "LiveSQLite", targets: ["LiveSQLite"]),
        .library(name: "WebSocketServer", targets: ["WebSocketServer"]),
        .library(name: "WebSocketRoutes", targets: ["WebSocketRoutes"]),
        .library(name: "ClerkDevelopment", targets: ["ClerkDevelopment"]),
        .library(name: "LiveViewTesting", targets: ["LiveViewTesting"]),
        .executable(name: "Demo", targets: ["Demo"]),
        .executable(name: "Echo", targets: ["Echo"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.1.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.3.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.7.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.34.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.36.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.30.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.8.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.0"),
    ],
    targets: [
        // Cores: values, no async, no I/O.
        .target(name: "WireJSON", dependencies: [nioCore], swiftSettings: settings),
        .target(name: "LiveRendering", dependencies: ["WireJSON", nioCore], swiftSettings: settings),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "WebSocketCore", dependencies: ["CZlib", nioCore, crypto], swiftSettings: settings),
        .target(name: "PhoenixWire", dependencies: ["WireJSON", nioCore], swiftSettings: settings),
        .target(
            name: "ClerkCore", dependencies: ["WireJSON", crypto, cryptoExtras, httpTypes], swiftSettings: settings),
        .target(
            name: "LiveAssets", dependencies: ["CZlib", crypto],
            resources: [
                .embedInCode("Resources/clerk_live.min.js"),
                .embedInCode("Resources/clerk_live.mjs"),
                .embedInCode("Resources/clerk_live_client.mjs"),
                .embedInCode("Resources/clerk_live_more.mjs"),
            ],
            swiftSettings: settings),

        // Runtime: async, no socket.
        .target(
            name: "LiveRuntime",
            dependencies: [
                "LiveRendering", "PhoenixWire", "WireJSON", crypto, httpTypes, logging, metrics, nioCore,
                nioFoundation,
                .product(name: "DequeModule", package: "swift-collections"),
            ],
            swiftSettings: settings),

        // Shells: NIO, Hummingbird.
        .target(
            name: "WebSocketServer",
            dependencies: [
                "WebSocketCore", "WireJSON", httpTypes, logging, nioCore,
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOTLS", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .target(
            name: "WebSocketRoutes",
            dependencies: [
                "WebSocketCore", "WebSocketServer", httpTypes, hummingbird, logging, nioCore,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .target(
            name: "LiveServer",
            dependencies: [
                "LiveAssets", "LiveRendering", "LiveRuntime", "PhoenixWire", "WebSocketRoutes", "WebSocketServer",
                "WireJSON", crypto, httpTypes, hummingbird, logging, nioCore,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),
        .target(
            name: "ClerkLive",
            dependencies: [
                "ClerkCore", "LiveRendering", "LiveRuntime", "LiveServer", "WireJSON",
                crypto, httpTypes, hummingbird, logging, nioCore,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: settings),

        .target(
            name: "LiveSQLite", dependencies: ["ClerkCore", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),

        // For development and tests.
        .target(
            name: "ClerkDevelopment",
            dependencies: [
                "WireJSON", crypto, cryptoExtras, httpTypes, hummingbird, logging, nioCore,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .target(
            name: "LiveViewTesting",
            dependencies: [
                "LiveRendering", "LiveRuntime", "PhoenixWire", "WireJSON", crypto, httpTypes, logging, nioCore,
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings),

        // Examples.
        .executableTarget(
            name: "Demo",
            dependencies: ["ClerkDevelopment", "ClerkLive", hummingbird, logging, nioCore],
            path: "Sources/Examples/Demo",
            swiftSettings: settings),

        .executableTarget(
            name: "Quickstart",
            dependencies: ["ClerkLive", hummingbird],
            path: "Sources/Examples/Quickstart",
            swiftSettings: settings),

        .executableTarget(
            name: "Echo",
            dependencies: [
                "WebSocketRoutes", "WebSocketServer", hummingbird, nioCore,
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Sources/Examples/Echo",
            swiftSettings: settings),

        // Tests.
        .testTarget(
            name: "DemoTests", dependencies: ["Demo", "LiveRuntime", "LiveViewTesting", "WireJSON"],
            swiftSettings: settings),
        .testTarget(name: "DocumentationTests", swiftSettings: settings),
        .target(name: "SeededRandomness", path: "Tests/SeededRandomness", swiftSettings: settings),
        .testTarget(name: "ModuleGraphTests", swiftSettings: settings),
        .testTarget(
            name: "WireJSONTests", dependencies: ["SeededRandomness", "WireJSON", nioCore], swiftSettings: settings),
        .testTarget(
            name: "LiveRenderingTests",
            dependencies: ["LiveRendering", "LiveViewTesting", "SeededRandomness", "WireJSON", nioCore],
            swiftSettings: settings),
        .testTarget(
            name: "WebSocketCoreTests", dependencies: ["CZlib", "SeededRandomness", "WebSocketCore", nioCore],
            swiftSettings: settings),
        .testTarget(
            name: "PhoenixWireTests", dependencies: ["PhoenixWire", "SeededRandomness", "WireJSON", nioCore],
            swiftSettings: settings),
        .testTarget(
            name: "ClerkCoreTests",
            dependencies: [
                "ClerkCore", "SeededRandomness", "WireJSON", crypto, cryptoExtras, httpTypes,
                .product(name: "JWTKit", package: "jwt-kit"),
            ],
            swiftSettings: settings),
        .testTarget(name: "LiveSQLiteTests", dependencies: ["ClerkCore", "LiveSQLite"], swiftSettings: settings),
        .testTarget(
            name: "LiveRuntimeTests",
            dependencies: [
                "LiveRendering", "LiveRuntime", "LiveViewTesting", "PhoenixWire", "SeededRandomness", "WireJSON",
                crypto, httpTypes, logging, metrics, nioCore,
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ],
            resources: [.copy("Fixtures")], swiftSettings: settings),
        .testTarget(
            name: "LiveViewTestingTests",
            dependencies: ["LiveRendering", "LiveRuntime", "LiveViewTesting", "WireJSON", httpTypes],
            swiftSettings: settings),
        .testTarget(
            name: "ClerkDevelopmentTests",
            dependencies: [
                "ClerkDevelopment", "WireJSON", crypto, logging, nioCore,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .target(
            name: "TestPeer",
            dependencies: ["CZlib", "WireJSON", nioCore, .product(name: "NIOPosix", package: "swift-nio")],
            path: "Tests/TestPeer", swiftSettings: settings),
        .testTarget(
            name: "LiveServerTests",
            dependencies: [
                "LiveAssets", "LiveServer", "TestPeer", "WireJSON", crypto, hummingbird, logging, nioCore,
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ClerkLiveTests",
            dependencies: [
                "ClerkDevelopment", "ClerkLive", "TestPeer", "WireJSON", crypto, cryptoExtras, hummingbird, logging,
                nioCore,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
