import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { suite, test } from "node:test"

const { exports } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))

suite("Package: what is imported and what is shipped", () => {
  test("the hooks come by the names their elements use", async () => {
    const package_ = await import(new URL(`../${exports["."]}`, import.meta.url))
    const names = ["ClerkAuth", "ClerkSignOut", "ClerkSessionMonitor", "ClerkUserButton"]
    for (const name of names) assert.equal(package_.hooks[name], package_[name])
    assert.equal(typeof package_.clerkParams, "function")
    assert.equal(typeof package_.connect, "function")
  })

  test("importing the client touches no page", async () => {
    const { LiveSocket, ViewHook } = await import(new URL(`../${exports["./client"]}`, import.meta.url))
    assert.equal(typeof LiveSocket, "function")
    assert.equal(typeof ViewHook, "function")
  })

  test("nothing shipped needs eval or an inline script", () => {
    const text = readFileSync(new URL("../../priv/static/clerk_live.min.js", import.meta.url), "utf8")
    assert.doesNotMatch(text, /\beval\(|new Function\(|document\.write\(/)
  })
})
