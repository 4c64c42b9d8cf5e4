import LiveRuntime
import Testing
import WireJSON

@Suite("Locations and routes")
struct LiveLocationTests {
    @Test(arguments: [
        ("https://host/a/b?c=d#e", "/a/b", "c=d"), ("http://host", "/", ""), ("http://host?x=1", "/", "x=1"),
        ("/a?b", "/a", "b"),
        ("/a?b=http://x/y", "/a", "b=http://x/y"),
    ])
    func `a target is what follows the host`(url: String, path: String, query: String) {
        let target = LocalTarget(url)
        #expect(target?.path == path)
        #expect(target?.query == query)
    }

    @Test(arguments: ["", "a", "mailto:x", "?a"]) func `what has no path is no target`(url: String) {
        #expect(LocalTarget(url) == nil)
    }

    @Test func `path parameters stand above the query`() {
        let location = LiveLocation(path: "/users/7", query: "id=8&tag[]=a&tag[]=b", pathParameters: ["id": "7"])
        #expect(location.parameters == ["id": "7", "tag": ["a", "b"]])
        #expect(location.pathAndQuery == "/users/7?id=8&tag[]=a&tag[]=b")
    }

    @Test(
        arguments: [
            ("a=1&page=2&a=3", ["page": "3"], "/x?a=1&a=3&page=3"), ("page=2", ["page": nil], "/x"),
            ("", ["q": "a b&c=ü"], "/x?q=a%20b%26c%3D%C3%BC"),
            ("filter[tag]=a&filter[x][]=b&z=1", ["filter": nil], "/x?z=1"),
            ("%71=1&r", ["q": "2"], "/x?r&q=2"), ("a=1", ["b": "2", "a": "0"], "/x?a=0&b=2"),
        ] as [(String, [String: String?], String)])
    func `a location's query changes by name`(query: String, changes: [String: String?], result: String) {
        #expect(LiveLocation(path: "/x", query: query).setting(changes) == result)
    }

    @Test func `patterns match whole paths`() {
        #expect(RoutePattern("/").match("/") == [:])
        #expect(RoutePattern("/users/:id").match("/users/a%20b") == ["id": "a b"])
        #expect(RoutePattern("/users/{id}/edit").match("/users/7/edit") == ["id": "7"])
        #expect(RoutePattern("/docs/**").match("/docs/a/b") == [:])
        #expect(RoutePattern("/users/:id").match("/users") == nil)
        #expect(RoutePattern("/users/:id").match("/users/7/edit") == nil)
        #expect(RoutePattern("/users/:id").match("/users/%zz") == nil)
    }
}
