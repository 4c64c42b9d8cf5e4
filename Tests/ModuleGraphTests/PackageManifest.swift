import Foundation

/// `Package.swift` as the package manager understands it: its helpers, constants and loops are evaluated already.
struct PackageManifest: Decodable {
    let targets: [Target]
    let products: [Product]
    let swiftLanguageVersions: [String]?

    struct Product: Decodable {
        let name: String
        let targets: Set<String>
    }

    struct Target: Decodable {
        let name: String
        /// `regular`, `executable`, `test`, `system`, `macro` or `plugin`.
        let type: String
        /// Names of the targets of this package, and of the products of others, that it links.
        let dependencies: Set<String>
        let upcomingFeatures: Set<String>
        /// Relative to the package's folder.
        let path: String

        var isTest: Bool { type == "test" }
        var hasSwiftSources: Bool { type != "system" }
    }
}

extension PackageManifest.Target {
    private enum CodingKeys: CodingKey { case name, type, path, dependencies, settings }

    /// A dependency is dumped as `{"product": ["NIOCore", "swift-nio", null, null]}` or `{"byName": ["WireJSON", null]}`.
    private struct Dependency: Decodable {
        let name: String

        init(from decoder: any Decoder) throws {
            let tuples = try decoder.singleValueContainer().decode([String: NameAndMore].self)
            guard let tuple = tuples.values.first else {
                throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no name"))
            }
            name = tuple.name
        }

        struct NameAndMore: Decodable {
            let name: String

            init(from decoder: any Decoder) throws {
                var elements = try decoder.unkeyedContainer()
                name = try elements.decode(String.self)
            }
        }
    }

    /// A setting is dumped as `{"kind": {"enableUpcomingFeature": {"_0": "ExistentialAny"}}, "tool": "swift"}`.
    private struct Setting: Decodable {
        let kind: Kind

        struct Kind: Decodable { let enableUpcomingFeature: Value? }

        struct Value: Decodable {
            private enum CodingKeys: String, CodingKey { case name = "_0" }
            let name: String
        }
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        type = try values.decode(String.self, forKey: .type)
        dependencies = Set(try values.decode([Dependency].self, forKey: .dependencies).map(\.name))
        upcomingFeatures = Set(
            try values.decode([Setting].self, forKey: .settings).compactMap(\.kind.enableUpcomingFeature?.name))
        path =
            try values.decodeIfPresent(String.self, forKey: .path)
            ?? (type == "test" ? "Tests/" : "Sources/") + name
    }
}
