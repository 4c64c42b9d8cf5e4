import assert from "node:assert/strict"
import { suite, test } from "node:test"
import { createLoader, DEADLINE_MS, loadOptions } from "../js/clerk.js"
import { settled, stopTime } from "./fakes.js"

const CONFIG = {
  signInURL: "/sign-in", signUpURL: "/sign-up", callbackURL: "/callback", afterSignOutURL: "/", afterSignInURL: "/home"
}

/** A page with, by default, the two elements the server renders. */
function fakePage({ config = CONFIG, hasScript = true, readyState = "interactive" } = {}) {
  const window = new EventTarget()
  const script = Object.assign(new EventTarget(), { nonce: "n0nce" })
  const elements = { "clerk-config": { textContent: JSON.stringify(config) }, ...(hasScript && { "clerk-script": script }) }
  const added = []
  window.document = {
    readyState,
    head: { append: (element) => added.push(element) },
    getElementById: (id) => elements[id] ?? null,
    createElement: () => new EventTarget()
  }
  return { added, script, window }
}

function clerkThat(load) {
  return { loaded: false, calls: [], async load(options) { this.calls.push(options); await load?.(this); this.loaded ??= true } }
}

function readyClerk() {
  return clerkThat((clerk) => { clerk.loaded = true })
}

suite("Clerk loader: one script, one load, one deadline", () => {
  test("it loads when the script arrives, once for all callers", async () => {
    const { script, window } = fakePage()
    const loader = createLoader(window)
    const both = Promise.all([loader.load(), loader.load()])
    window.Clerk = readyClerk()
    script.dispatchEvent(new Event("load"))
    assert.deepEqual(await both, [window.Clerk, window.Clerk])
    assert.equal(window.Clerk.calls.length, 1)
    assert.equal(window.Clerk.calls[0].signInForceRedirectUrl, "/callback")
  })

  test("a Clerk that is there and loaded already is taken as it is", async () => {
    const { window } = fakePage()
    window.Clerk = { loaded: true, load: () => assert.fail("loaded twice") }
    assert.equal(await createLoader(window).load(), window.Clerk)
  })

  test("a script that cannot be fetched is a failure at once, and stays one", async () => {
    const { script, window } = fakePage()
    const loader = createLoader(window)
    const first = assert.rejects(loader.load(), { message: "clerk_missing" })
    script.dispatchEvent(new Event("error"))
    await first
    await assert.rejects(loader.load(), { message: "clerk_missing" })
  })

  test("a script that failed before anybody listened is noticed when the page has loaded", async () => {
    const { window } = fakePage()
    const loading = assert.rejects(createLoader(window).load(), { message: "clerk_missing" })
    window.dispatchEvent(new Event("load"))
    await loading
    await assert.rejects(createLoader(fakePage({ readyState: "complete" }).window).load(), { message: "clerk_missing" })
  })

  test("a page without the script fails when it has loaded", async () => {
    const { window } = fakePage({ hasScript: false, readyState: "complete" })
    await assert.rejects(createLoader(window).load(), { message: "clerk_missing" })
  })

  test("a script that never arrives fails at the deadline, not before", async (context) => {
    const clock = stopTime(context)
    const { window } = fakePage()
    let failure
    createLoader(window).load().catch((error) => { failure = error.message })
    clock.advance(DEADLINE_MS - 1)
    await settled()
    assert.equal(failure, undefined)
    clock.advance(1)
    await settled()
    assert.equal(failure, "clerk_timeout")
  })

  test("a load that leads elsewhere is not ready", async (context) => {
    const clock = stopTime(context)
    const { window } = fakePage()
    window.Clerk = clerkThat()
    const failure = assert.rejects(createLoader(window).load(), { message: "clerk_timeout" })
    await settled()
    clock.advance(DEADLINE_MS)
    await failure
  })

  test("Clerk's own error is passed on", async () => {
    const { window } = fakePage()
    window.Clerk = clerkThat(() => { throw new Error("no such instance") })
    await assert.rejects(createLoader(window).load(), { message: "no such instance" })
  })

  test("version 6 gets its UI bundle, with the page's nonce", async () => {
    const { added, window } = fakePage({ config: { ...CONFIG, uiScript: "https://clerk.example/ui.js" } })
    window.Clerk = readyClerk()
    const loading = createLoader(window).load()
    const [ui] = added
    assert.deepEqual([ui.src, ui.nonce, ui.crossOrigin], ["https://clerk.example/ui.js", "n0nce", "anonymous"])
    window.__internal_ClerkUICtor = class UI {}
    ui.dispatchEvent(new Event("load"))
    await loading
    assert.deepEqual(window.Clerk.calls[0].ui, { ClerkUI: window.__internal_ClerkUICtor })
  })

  test("version 5 gets none", () => {
    assert.equal(loadOptions(CONFIG).ui, undefined)
  })
})
