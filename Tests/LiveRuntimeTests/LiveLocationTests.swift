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
