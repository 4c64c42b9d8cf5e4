import ClerkLive
import TestPeer
import Testing

/// A joined page of a browser that is signed in, or not.
struct OpenPage: Sendable {
    let page: LoadedPage
    let socket: PhoenixPeer
    /// All that the browser sends: ours and Clerk's.
    let cookies: String

    /// Clicks, and gives the count that the page then shows; `nil` if nothing changes.
    func click() async throws -> String? {
        // The view stands beside its companion, as the first of two.
        try await socket.ask(page.event("increment")).response?["diff"]?["0"]?["1"]?.string
    }

    /// Hands a fresh token over, as the page's hook does.
    func renew(with token: String) async throws {
        #expect(try await socket.ask(page.event("clerk:token", value: ["token": .string(token)])).response == [:])
    }

    /// The page must be told why it ends, be sent to `destination`, and be closed for good; nothing else may come.
    func expectEnd(_ reason: String, to destination: String, message: String) async throws {
        #expect(
            try await socket.receive()
                == page.push(
                    "diff",
                    [
                        "e": [
                            [
                                "clerk:signed-out",
                                ["reason": .string(reason), "message": .string(message), "to": .string(destination)],
                            ]
                        ]
                    ]))
        let redirect = try await socket.receive()
        #expect(redirect.event == "redirect")
        #expect(redirect.payload["to"]?.string == destination)
        #expect(redirect.payload["flash"]?.string?.isEmpty == false)
        #expect(
            try await socket.receive()
                == PhoenixMessage(joinRef: "1", ref: "1", topic: page.topic, event: "phx_close", payload: [:]))
        #expect(try await socket.webSocket.receiveClose() == 1000)
    }

    func expectSignedOut(returningTo path: String = "/dashboard") async throws {
        try await expectEnd(
            "signed-out", to: "/auth/sign-in?redirect_url=\(path)", message: ClerkMessages().signedOut)
    }
}

extension TestApplication {
    /// A page as `device` loads it, and its cookies, ours among them.
    func load(_ path: String, by device: Device?) async throws -> (page: LoadedPage, cookies: String) {
        let cookies = try await device?.cookies()
        let page = try await browser.load(path, cookies: cookies)
        return (page, [cookies, page.answer.cookies].compactMap { $0 }.joined(separator: "; "))
    }

    func open(_ path: String = "/dashboard", by device: Device?) async throws -> OpenPage {
        let (page, cookies) = try await load(path, by: device)
        let socket = try await browser.openSocket(csrfToken: page.csrfToken, cookies: cookies)
        let reply = try await socket.ask(browser.join(page))
        guard reply.status == "ok" else { throw PeerConnection.Failure("not joined: \(reply.text)") }
        return OpenPage(page: page, socket: socket, cookies: cookies)
    }

    /// Posts the sign-out form of `open`.
    func signOut(_ open: OpenPage, accept: String = "text/html") async throws -> HTTPAnswer {
        try await browser.send(
            "POST", "/auth/sign-out",
            [
                ("Cookie", open.cookies), ("Origin", browser.origin), ("Accept", accept),
                ("Content-Type", "application/x-www-form-urlencoded"),
            ],
            body: "_csrf_token=\(open.page.csrfToken)")
    }
}
