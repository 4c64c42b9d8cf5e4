import assert from "node:assert/strict"
import { suite, test } from "node:test"
import { createPacer } from "../js/client/pacer.js"
import { stopTime } from "./fakes.js"

function field(attributes) {
  return { isConnected: true, getAttribute: (name) => attributes[name] ?? null }
}

function start(context) {
  const clock = stopTime(context)
  const pacer = createPacer((binding) => `phx-${binding}`, { debounce: 300, throttle: 300 })
  const runs = []
  return { clock, pacer, runs, run: (el, key, value = key) => pacer.run(el, key, () => runs.push(value)) }
}

suite("Pacer: phx-debounce and phx-throttle", () => {
  test("without either an action runs at once", (context) => {
    const { run, runs } = start(context)
    run(field({}), "change")
    assert.deepEqual(runs, ["change"])
  })

  test("a debounced action waits for silence, and only the last one runs", (context) => {
    const { clock, run, runs } = start(context)
    const el = field({ "phx-debounce": "100" })
    run(el, "change", 1)
    clock.advance(60)
    run(el, "change", 2)
    clock.advance(99)
    assert.deepEqual(runs, [])
    clock.advance(1)
    assert.deepEqual(runs, [2])
  })

  test("an empty attribute means the default", (context) => {
    const { clock, run, runs } = start(context)
    run(field({ "phx-debounce": "" }), "change")
    clock.advance(299)
    assert.deepEqual(runs, [])
    clock.advance(1)
    assert.deepEqual(runs, ["change"])
  })

  test("until blur means until it is flushed", (context) => {
    const { clock, pacer, run, runs } = start(context)
    const el = field({ "phx-debounce": "blur" })
    run(el, "change")
    clock.advance(60000)
    assert.deepEqual(runs, [])
    pacer.flush(el)
    pacer.flush(el)
    assert.deepEqual(runs, ["change"])
  })

  test("a cancelled action, or one whose element has gone, does not run", (context) => {
    const { clock, pacer, run, runs } = start(context)
    const cancelled = field({ "phx-debounce": "10" })
    run(cancelled, "change")
    pacer.cancel(cancelled)
    run({ ...field({ "phx-debounce": "10" }), isConnected: false }, "change")
    clock.advance(100)
    assert.deepEqual(runs, [])
  })

  test("a throttled action runs at once and then not for a while, but for another key", (context) => {
    const { clock, run, runs } = start(context)
    const el = field({ "phx-throttle": "100" })
    run(el, "keydowna")
    run(el, "keydowna")
    run(el, "keydownb")
    run(el, "keydownb")
    clock.advance(100)
    run(el, "keydownb")
    assert.deepEqual(runs, ["keydowna", "keydownb", "keydownb"])
  })
})
