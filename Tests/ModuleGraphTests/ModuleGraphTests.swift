import Foundation
import Testing

@Suite("Module graph · STYLE §1, DESIGN decision 14")
struct ModuleGraphTests {
    /// Every module and what it may use of ours, from the bottom up: a row names only rows above it.
    static let rows: KeyValuePairs<String, Set<String>> = [
        "WireJSON": [],
        "LiveRendering": ["WireJSON"],
        "CZlib": [],
        "WebSocketCore": ["CZlib"],
        "PhoenixWire": ["WireJSON"],
        "ClerkCore": ["WireJSON"],
        "LiveSQLite": ["ClerkCore"],
        "LiveAssets": ["CZlib"],
        "LiveRuntime": ["LiveRendering", "PhoenixWire", "WireJSON"],
        "WebSocketServer": ["WebSocketCore", "WireJSON"],
        "WebSocketRoutes": ["WebSocketCore", "WebSocketServer"],
        "LiveServer": [
            "LiveAssets", "LiveRendering", "LiveRuntime", "PhoenixWire", "WebSocketRoutes", "WebSocketServer",
            "WireJSON",
        ],
        "ClerkLive": ["ClerkCore", "LiveRendering", "LiveRuntime", "LiveServer", "WireJSON"],
        "ClerkDevelopment": ["WireJSON"],
        "LiveViewTesting": ["LiveRendering", "LiveRuntime", "PhoenixWire", "WireJSON"],
        "Echo": ["WebSocketRoutes", "WebSocketServer"],
        "Demo": ["ClerkDevelopment", "ClerkLive"],
        "Quickstart": ["ClerkLive"],
        "TestPeer": ["CZlib", "WireJSON"],
        "SeededRandomness": [],
    ]

    /// Cores are rules over values; the runtime awaits, but knows no socket either.
    static let withoutInputAndOutput: Set = [
        "WireJSON", "LiveRendering", "WebSocketCore", "PhoenixWire", "ClerkCore", "LiveAssets", "LiveRuntime",
    ]

    /// What performs input and output.
    static let inputAndOutput: Set = [
        "AsyncHTTPClient", "Hummingbird", "HummingbirdCore", "HummingbirdHTTP2", "HummingbirdTLS", "NIOHTTP1",
        "NIOPosix", "NIOSSL", "ServiceLifecycle",
    ]

    /// A whole Clerk instance, keys included, has no place in a server that people run.
    static let usersOfClerkDevelopment: Set = ["Demo", "ClerkLiveTesting", "ClerkLiveCommand"]

    static let strictFeatures: Set = [
        "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility", "NonisolatedNonsendingByDefault",
    ]

    static let topLevel: Set = [
        "Package.swift", "Sources/", "Tests/", "assets/", "priv/", "README.md", "Makefile", "LICENSE", "CHANGELOG.md",
        ".ci/",
    ]

    private static let dumped = Result { try PackageFolder.manifest() }

    let manifest: PackageManifest

    init() throws { manifest = try Self.dumped.get() }

    private var modules: [PackageManifest.Target] { manifest.targets.filter { !$0.isTest } }
    private var moduleNames: Set<String> { Set(modules.map(\.name)) }

    @Test func `every module has a row and every row a module`() {
        #expect(moduleNames == Set(Self.rows.map(\.key)))
    }

    @Test func `dependencies point down only`() {
        var below: Set<String> = []
        for (module, uses) in Self.rows {
            #expect(uses.isSubset(of: below), "\(module) would use what is not below it")
            below.insert(module)
        }
    }

    @Test func `a module links what its row allows`() {
        let rows = Dictionary(uniqueKeysWithValues: Self.rows.map { ($0.key, $0.value) })
        for module in modules {
            let excess = module.dependencies.intersection(moduleNames).subtracting(rows[module.name] ?? [])
            #expect(excess.isEmpty, "\(module.name) links \(excess.sorted())")
        }
    }

    @Test func `a module imports of ours only what it links`() throws {
        for target in manifest.targets where target.hasSwiftSources {
            let ours = try imports(of: target).intersection(moduleNames)
            let excess = ours.subtracting(target.dependencies).subtracting([target.name])
            #expect(excess.isEmpty, "\(target.name) imports \(excess.sorted()) without linking it")
        }
    }

    @Test func `cores and runtime neither link nor import what performs input and output`() throws {
        for module in modules where Self.withoutInputAndOutput.contains(module.name) {
            let excess = try module.dependencies.union(imports(of: module)).intersection(Self.inputAndOutput)
            #expect(excess.isEmpty, "\(module.name) uses \(excess.sorted())")
        }
    }

    @Test func `ClerkDevelopment is linked by the demo, the testing kit, the command and tests alone`() {
        let users = Set(modules.filter { $0.dependencies.contains("ClerkDevelopment") }.map(\.name))
        #expect(users.isSubset(of: Self.usersOfClerkDevelopment))
    }

    @Test func `no module shares its name with a type in it`() throws {
        for module in modules where module.hasSwiftSources {
            #expect(try !declaredTypes(of: module).contains(module.name), "\(module.name) declares a \(module.name)")
        }
    }

    @Test func `every target is compiled in Swift 6 mode with the strict features`() {
        #expect(manifest.swiftLanguageVersions == ["6"])
        for target in manifest.targets where target.hasSwiftSources {
            let lacking = Self.strictFeatures.subtracting(target.upcomingFeatures)
            #expect(lacking.isEmpty, "\(target.name) lacks \(lacking.sorted())")
        }
    }

    @Test func `the top level holds what decision 14 names, and dotfiles`() throws {
        let strays = try PackageFolder.topLevel().subtracting(Self.topLevel)
            .filter { !($0.hasPrefix(".") && !$0.hasSuffix("/")) }
        #expect(strays.isEmpty, "at the top level: \(strays.sorted())")
    }

    private func imports(of target: PackageManifest.Target) throws -> Set<String> {
        let statement = /^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:\w+\s+)?import\s+(?:[a-z]+\s+)?(\w+)/
        return Set(
            try PackageFolder.sourceLines(of: target).compactMap { $0.firstMatch(of: statement).map { String($0.1) } })
    }

    private func declaredTypes(of target: PackageManifest.Target) throws -> Set<String> {
        let declaration = /\b(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/
        return Set(
            try PackageFolder.sourceLines(of: target).compactMap { $0.firstMatch(of: declaration).map { String($0.1) } }
        )
    }
}
