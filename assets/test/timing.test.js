import assert from "node:assert/strict"
import { suite, test } from "node:test"
import { createTimer, fullJitter } from "../js/client/timing.js"
import { FakeClock } from "./fakes.js"

suite("fullJitter: anything below a doubling bound", () => {
  test("the bound doubles with each try, up to the cap", () => {
    const latest = fullJitter(250, 10000, () => 1)
    assert.deepEqual([0, 1, 2, 5, 6, 50].map(latest), [250, 500, 1000, 8000, 10000, 10000])
  })

  test("the delay may be as short as nothing", () => {
    assert.equal(fullJitter(250, 10000, () => 0)(7), 0)
  })

  test("the delay is spread evenly below the bound", () => {
    assert.equal(fullJitter(1000, 10000, () => 0.25)(1), 500)
  })
})

suite("createTimer", () => {
  test("arming again replaces the earlier arming", () => {
    const clock = new FakeClock()
    let runs = 0
    const timer = createTimer(() => { runs++ }, clock)
    timer.arm(100)
    clock.advance(60)
    timer.arm(100)
    clock.advance(99)
    assert.equal(runs, 0)
    clock.advance(1)
    assert.equal(runs, 1)
  })

  test("a cleared timer does not run", () => {
    const clock = new FakeClock()
    const timer = createTimer(() => assert.fail("ran"), clock)
    timer.arm(100)
    timer.clear()
    clock.advance(1000)
  })
})
