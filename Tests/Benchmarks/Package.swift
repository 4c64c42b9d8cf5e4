// swift-tools-version:6.2
import PackageDescription

// The cores that are measured here speak `package`, not `public`: their doors are for our own targets, and these
// benchmarks are ours, but in a package of their own. So the compiler is told that this target belongs to the package
// above. It knows that one by its folder's name, which whoever cloned it was free to choose; hence it is read, not written.
let product = Context.packageDirectory.split(separator: "/").dropLast(2).last ?? ""
let productIdentity = String(product.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "clerk-live", path: "../.."),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.0"),
    ],
    targets: [
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "COpenSSL",
                .product(name: "ClerkLive", package: "clerk-live"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .unsafeFlags(["-package-name", productIdentity]),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
