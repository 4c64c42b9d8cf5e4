// swift-tools-version:6.2
import PackageDescription

// What the budgets cost, each beside a reference that runs in the same minute on the same machine: `make bench`.
//
// A package of its own, so that whoever uses the product never resolves what only the benchmarks need. Nothing here is
// asserted: a figure is for people to read, and a busy machine breaks no build.
//
// The cores that are measured have `package` doors, for our own targets only. This target is one of ours, but belongs
// to another package by SwiftPM's reckoning. So SwiftPM names no package for it (`packageAccess: false`), and the
// compiler is told the product's, in the way SwiftPM names that: by its folder, as C spells identifiers. Whoever cloned
// the repository chose the folder's name, hence it is read here. Should a future SwiftPM name packages in another way,
// this target does not compile; nothing is measured wrongly.
let productFolder = Context.packageDirectory.split(separator: "/").dropLast(2).last ?? ""
let productPackageName = String(
    productFolder.lowercased().enumerated().map { position, character in
        character.isLetter || character.isNumber && position > 0 ? character : "_"
    })

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "clerk-live", path: "../.."),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.3.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.0"),
    ],
    targets: [
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "COpenSSL",
                .product(name: "ClerkLive", package: "clerk-live"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            packageAccess: false,
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .unsafeFlags(["-package-name", productPackageName]),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
