import ClerkDevelopment
import Foundation
import Testing

/// The script runs in Node against a real instance, with just enough of a page around it: a location, cookies, one
/// script tag. Its widgets need a real browser and are tested with the example application.
@Suite(
    "ClerkScript · the stand-in for clerk.browser.js keeps the promises pages rely on", .enabled(if: Node.path != nil))
struct ClerkScriptTests {
    private func run(_ test: String, version: Int = 5) async throws {
        try await withClerk { clerk in
            let facts = """
                const API = "\(clerk.frontendAPIURL)", KEY = "\(clerk.publishableKey)", SECRET = "\(clerk.secretKey)", VERSION = \(version)
                """
            let result = try await Node.run([facts, Self.page, test].joined(separator: "\n"))
            #expect(result.status == 0, "\(result.output)")
        }
    }

    @Test func `is signed out at first, and says so to a listener at once`() async throws {
        try await run(
            #"""
            assert.equal(Clerk.status, "loading")
            const statuses = []
            Clerk.on("status", (status) => statuses.push(status))
            assert.equal(Clerk.load(), Clerk.load())
            await Clerk.load()
            assert.deepEqual([Clerk.status, Clerk.loaded, statuses], ["ready", true, ["ready"]])
            let news
            const unsubscribe = Clerk.addListener((value) => { news = value })
            assert.deepEqual([news.session, news.user, Clerk.isSignedIn], [null, null, false])
            assert.equal(typeof unsubscribe, "function")
            assert.equal(cookie("__clerk_db_jwt"), cookie(`__clerk_db_jwt_${suffix()}`))
            assert.equal(cookie("__client_uat"), "0")
            assert.equal(cookie("__session"), undefined)
            assert.equal(Clerk.organization, null)
            """#)
    }

    @Test func `signs in, writes the cookies plain and suffixed, then navigates`() async throws {
        try await run(
            #"""
            await Clerk.load()
            const names = []
            Clerk.addListener(({ user }) => names.push(user?.fullName))
            await signIn()
            assert.deepEqual(page.visited, ["http://localhost:8080/dashboard"])
            assert.equal(Clerk.user.primaryEmailAddress.emailAddress, "ada@example.com")
            assert.equal(names.at(-1), "Ada Lovelace")
            const claims = Clerk.session.lastActiveToken.jwt.claims
            assert.deepEqual([claims.sid, claims.azp], [Clerk.session.id, "http://localhost:8080"])
            assert.equal(cookie("__session"), Clerk.session.lastActiveToken.getRawString())
            for (const name of ["__session", "__client_uat", "__clerk_db_jwt"]) {
              assert.equal(cookie(name), cookie(`${name}_${suffix()}`))
            }
            assert.ok(Number(cookie("__client_uat")) <= claims.iat && Number(cookie("__client_uat")) > claims.iat - 5)
            assert.match(page.written.find((text) => text.startsWith("__session=ey")), /; SameSite=Lax$/)
            assert.match(page.written.find((text) => text.startsWith("__client_uat=1")), /; SameSite=Strict$/)
            assert.ok(page.written.every((text) => !/httponly/i.test(text)))
            """#)
    }

    @Test func `reports a refusal in Clerk's shape`() async throws {
        try await run(
            #"""
            await Clerk.load()
            await assert.rejects(Clerk.__signIn({ identifier: "ada@example.com", password: "no" }), (error) =>
              error.status === 422 && error.errors[0].code === "form_password_incorrect" && error.errors[0].meta.paramName === "password")
            assert.equal(Clerk.session, null)
            """#)
    }

    @Test func `hands out the cached token, shares a renewal, and tells listeners of it`() async throws {
        try await run(
            #"""
            await Clerk.load()
            await signIn()
            const { session } = Clerk
            const first = await session.getToken()
            assert.equal(await session.getToken(), first)
            let emissions = 0
            Clerk.addListener(() => { emissions += 1 }, { skipInitialEmit: true })
            const before = page.requests
            const [one, two] = await Promise.all([session.getToken({ skipCache: true }), session.getToken({ skipCache: true })])
            assert.equal(one, two)
            assert.notEqual(one, first)
            assert.equal(page.requests - before, 1)
            assert.equal(emissions, 1)
            assert.equal(Clerk.session, session)
            assert.equal(cookie("__session"), one)
            """#)
    }

    @Test func `renews about 17 seconds before the end, while visible`() async throws {
        try await run(
            #"""
            await Clerk.load()
            await signIn()
            const renewals = () => page.timers.filter(({ delay }) => delay > 40_000 && delay <= 43_000)
            assert.equal(renewals().length, 1)
            const before = await Clerk.session.getToken()
            document.visibilityState = "hidden"
            document.dispatchEvent(new Event("visibilitychange"))
            assert.equal(renewals().length, 0)
            document.visibilityState = "visible"
            document.dispatchEvent(new Event("visibilitychange"))
            const [timer] = renewals()
            timer.fire()
            await settled(() => Clerk.session.lastActiveToken.raw !== before)
            assert.equal(cookie("__session"), Clerk.session.lastActiveToken.raw)
            """#)
    }

    @Test func `signs out: undefined, then navigation, then null, and other tabs are told`() async throws {
        try await run(
            #"""
            await Clerk.load({ afterSignOutUrl: "/bye" })
            await signIn()
            const seen = []
            Clerk.addListener(({ session }) => seen.push(session === undefined ? "transition" : session?.id ?? null), { skipInitialEmit: true })
            const message = new Promise((resolve) => { new BroadcastChannel("clerk").onmessage = ({ data }) => resolve(data) })
            await Clerk.signOut()
            assert.deepEqual(seen, ["transition", null])
            assert.equal(page.visited.at(-1), "http://localhost:8080/bye")
            assert.deepEqual([cookie("__session"), cookie("__client_uat")], [undefined, "0"])
            assert.deepEqual(await message, { type: "signout" })
            assert.equal(Clerk.client.sessions.length, 0)
            const visits = page.visited.length
            await Clerk.signOut()
            assert.equal(page.visited.length, visits)
            """#)
    }

    @Test func `notices at the next token that the session was revoked elsewhere`() async throws {
        try await run(
            #"""
            await Clerk.load()
            await signIn()
            const { session } = Clerk
            const headers = { Authorization: `Bearer ${SECRET}` }
            await nodeFetch(`${API}/v1/sessions/${session.id}/revoke`, { method: "POST", headers })
            assert.equal(await session.getToken({ skipCache: true }), null)
            assert.deepEqual([Clerk.session, Clerk.user, cookie("__session"), cookie("__client_uat")], [null, null, undefined, "0"])
            """#)
    }

    @Test func `switches between two users, and signs out one of them`() async throws {
        try await run(
            #"""
            await Clerk.load()
            await signIn()
            const ada = Clerk.session
            await signIn("alan@example.com")
            assert.equal(Clerk.client.sessions.length, 2)
            assert.equal(Clerk.user.firstName, "Alan")
            await Clerk.setActive({ session: ada })
            assert.equal(Clerk.session.id, ada.id)
            assert.equal(JSON.parse(atob(cookie("__session").split(".")[1])).sid, ada.id)
            await Clerk.signOut({ sessionId: ada.id })
            assert.equal(Clerk.user.firstName, "Alan")
            await assert.rejects(Clerk.setActive({ session: ada.id }))
            """#)
    }

    @Test func `gets a new browser token when the instance has forgotten the old one`() async throws {
        try await run(
            #"""
            document.cookie = "__clerk_db_jwt=dvb_forgotten; Path=/"
            await Clerk.load()
            assert.notEqual(cookie("__clerk_db_jwt"), "dvb_forgotten")
            await signIn()
            assert.ok(Clerk.session)
            """#)
    }

    @Test func `takes the browser token from the address, and cleans the address`() async throws {
        try await run(
            #"""
            await Clerk.load()
            const token = cookie("__clerk_db_jwt")
            page.cookies.clear()
            location.href = `http://localhost:8080/a?x=1&__clerk_db_jwt=${token}&__clerk_handshake=h#f`
            const other = open()
            await other.load()
            assert.equal(cookie("__clerk_db_jwt"), token)
            assert.equal(location.href, "http://localhost:8080/a?x=1#f")
            """#)
    }

    @Test func `goes where it should after sign-in, and nowhere else`() async throws {
        try await run(
            #"""
            await Clerk.load({ allowedRedirectOrigins: ["http://127.0.0.1:9"] })
            const after = (props) => Clerk.buildAfterSignInUrl(props)
            const props = { forceRedirectUrl: "/force", fallbackRedirectUrl: "/fallback" }
            const at = (target) => { location.href = "http://localhost:8080/sign-in?redirect_url=" + encodeURIComponent(target) }
            assert.equal(after(), "http://localhost:8080/")
            assert.equal(after({ fallbackRedirectUrl: "/fallback" }), "http://localhost:8080/fallback")
            at("/wanted?a=b")
            assert.equal(after({ fallbackRedirectUrl: "/fallback" }), "http://localhost:8080/wanted?a=b")
            assert.equal(after(props), "http://localhost:8080/force")
            for (const evil of ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example", "http://"]) {
              at(evil)
              assert.equal(after({ fallbackRedirectUrl: "/fallback" }), "http://localhost:8080/fallback")
            }
            at("http://127.0.0.1:9/x")
            assert.equal(after(), "http://127.0.0.1:9/x?__clerk_db_jwt=" + cookie("__clerk_db_jwt"))
            await Clerk.navigate("javascript:alert(1)")
            assert.deepEqual(page.visited, [])
            """#)
    }

    @Test func `sends a visitor to the hosted sign-in page and back`() async throws {
        try await run(
            #"""
            await Clerk.load()
            await Clerk.redirectToSignIn()
            const url = new URL(page.visited.at(-1))
            assert.equal(url.origin + url.pathname, `${API}/sign-in`)
            assert.equal(url.searchParams.get("redirect_url"), "http://localhost:8080/start")
            assert.equal(url.searchParams.get("__clerk_db_jwt"), cookie("__clerk_db_jwt"))
            assert.match(await (await nodeFetch(url)).text(), /data-widget="SignIn"/)
            """#)
    }

    @Test func `draws nothing in version 6 without the other script`() async throws {
        try await run(
            #"""
            await Clerk.load()
            assert.throws(() => Clerk.mountSignIn({}), /ui\.browser\.js|@clerk\/ui/)
            await loadScript("/npm/@clerk/ui@1/dist/ui.browser.js")
            assert.equal(typeof window.__internal_ClerkUICtor, "function")
            const other = open()
            await other.load({ ui: { ClerkUI: window.__internal_ClerkUICtor } })
            assert.throws(() => other.mountSignIn({}), /needs an element/)
            """#,
            version: 6)
    }

    @Test func `is out of reach: null in version 5, an error in version 6`() async throws {
        for version in [5, 6] {
            try await run(
                #"""
                await Clerk.load()
                await signIn()
                page.isOffline = true
                const answer = Clerk.session.getToken({ skipCache: true })
                if (VERSION === 5) assert.equal(await answer, null)
                else await assert.rejects(answer, { name: "ClerkOfflineError" })
                assert.ok(Clerk.session)
                """#,
                version: version)
        }
    }

    @Test func `says which instance a page's key belongs to, if not this one`() async throws {
        try await run(
            #"""
            page.key = "pk_test_Y2xlcmsuY2xlcmsuZGV2JA"
            assert.throws(open, /not the one of the development instance/)
            page.key = null
            assert.throws(open, /data-clerk-publishable-key/)
            """#)
    }

    /// The page: what the script touches of `window` and `document`, and shorthands for the tests.
    private static let page = #"""
        import assert from "node:assert/strict"

        const nodeFetch = globalThis.fetch
        const page = { cookies: new Map(), written: [], visited: [], requests: 0, key: KEY, timers: [], isOffline: false }
        const cookie = (name) => page.cookies.get(name)
        const suffix = () => [...page.cookies.keys()].find((name) => name.startsWith("__clerk_db_jwt_")).slice(15)

        const location = new URL("http://localhost:8080/start")
        location.assign = (url) => page.visited.push(url)
        location.replace = location.assign
        const document = Object.assign(new EventTarget(), {
          visibilityState: "visible",
          adoptedStyleSheets: [],
          hasFocus: () => true,
          querySelector: () => page.key && { getAttribute: () => page.key },
        })
        Object.defineProperty(document, "cookie", {
          get: () => [...page.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
          set(text) {
            page.written.push(text)
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(text)
            if (/max-age=0(;|$)/i.test(text)) page.cookies.delete(name)
            else page.cookies.set(name, value)
          },
        })
        const window = Object.assign(new EventTarget(), {
          location, history: { state: null, replaceState: (state, title, url) => { location.href = url } },
        })
        // Timers of the script are recorded; short ones run, so that retries do not take their time.
        const setTimeout = (work, delay) => {
          const timer = { delay, fire: work }
          page.timers.push(timer)
          if (delay < 5000) queueMicrotask(work)
          return timer
        }
        const clearTimeout = (timer) => { page.timers = page.timers.filter((each) => each !== timer) }
        const fetch = (url, options) => {
          page.requests += 1
          if (page.isOffline) return Promise.reject(new TypeError("offline"))
          return nodeFetch(url, { ...options, headers: { Origin: location.origin } })
        }
        class CSSStyleSheet { replaceSync() {} }
        class Element {}
        const globals = { window, document, setTimeout, clearTimeout, fetch, CSSStyleSheet, Element }

        const scripts = new Map()
        async function loadScript(path) {
          if (!scripts.has(path)) scripts.set(path, await (await nodeFetch(API + path)).text())
          new Function(...Object.keys(globals), scripts.get(path))(...Object.values(globals))
        }
        const clerkPath = `/npm/@clerk/clerk-js@${VERSION}/dist/clerk.browser.js`
        function open() {
          delete window.Clerk
          new Function(...Object.keys(globals), scripts.get(clerkPath))(...Object.values(globals))
          return window.Clerk
        }
        async function signIn(identifier = "ada@example.com") {
          const session = await Clerk.__signIn({ identifier, password: "clerk-live" })
          await Clerk.setActive({ session, redirectUrl: "/dashboard" })
        }
        async function settled(condition) {
          while (!condition()) await new Promise((resolve) => setImmediate(resolve))
        }
        await loadScript(clerkPath)
        const Clerk = window.Clerk
        // A channel keeps Node alive; a page that is left does not.
        const leave = () => process.exit(process.exitCode ?? 0)
        process.on("uncaughtException", (error) => { console.error(error); process.exit(1) })
        globalThis.setTimeout(() => { console.error("timed out"); process.exit(1) }, 20_000).unref()
        """#
}

/// The Node on this machine, if there is one.
private enum Node {
    static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/node" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Runs `program` as a module; gives its exit status and what it printed.
    static func run(_ program: String) async throws -> (status: Int32, output: String) {
        let path = try #require(path)
        let file = FileManager.default.temporaryDirectory.appending(path: "clerk-script-\(UUID().uuidString).mjs")
        try (program + "\nleave()\n").write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = [file.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in done.resume() }
            do { try process.run() } catch { done.resume(throwing: error) }
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        return (process.terminationStatus, text)
    }
}
