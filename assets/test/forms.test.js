import assert from "node:assert/strict"
import { suite, test } from "node:test"
import { encode } from "../js/client/forms.js"

const unused = (...names) => (name) => names.includes(name)

suite("Forms: what a form sends", () => {
  test("fields keep their order and are URL-encoded", () => {
    assert.equal(encode([["user[name]", "Zoë & co"], ["b", ""], ["a", "1+1"]]), "user%5Bname%5D=Zo%C3%AB+%26+co&b=&a=1%2B1")
  })

  test("an untouched field is announced before it, at the last segment of its name", () => {
    const fields = [["a", ""], ["user[name]", ""], ["tags[]", "x"], ["a[b][]", ""]]
    const encoded = new URLSearchParams(encode(fields, unused("a", "user[name]", "tags[]", "a[b][]")))
    assert.deepEqual([...encoded.keys()], [
      "_unused_a", "a", "user[_unused_name]", "user[name]", "_unused_tags[]", "tags[]", "a[_unused_b][]", "a[b][]"
    ])
  })

  test("touched fields are not announced", () => {
    assert.equal(encode([["a", "1"], ["b", "2"]], unused("b")), "a=1&_unused_b=&b=2")
  })

  test("files are left out", () => {
    assert.equal(encode([["a", "1"], ["file", new Blob(["x"])]]), "a=1")
  })
})
