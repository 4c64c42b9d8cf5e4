import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { suite, test } from "node:test"
import { extract, Rendered } from "../js/client/rendered.js"

/** Applies messages in order and gives the HTML after each, as the view would print it. */
function replay(messages, viewId = "v") {
  let rendered
  return messages.map((message) => {
    const { diff } = extract(message)
    if (rendered) rendered.merge(diff)
    else rendered = new Rendered(viewId, diff)
    return rendered.toHTML()
  })
}

const htmlOf = (messages) => replay(messages).map(({ html }) => html)
const component = (cid) => `data-phx-component="${cid}" data-phx-view="v"`

suite("Rendered: the worked examples of the wire reference", () => {
  test("a counter sends its dynamic alone", () => {
    assert.deepEqual(htmlOf([{ 0: "0", s: ["<b>", "</b>"] }, { 0: "1" }]), ["<b>0</b>", "<b>1</b>"])
  })

  test("a conditional appears, changes, disappears and appears again", () => {
    assert.deepEqual(htmlOf([
      { 0: "", s: ["<div>", "</div>"] },
      { 0: { 0: "1", s: ["<p>note ", "</p>"] } },
      { 0: { 0: "2" } },
      { 0: "" },
      { 0: { 0: "2", s: ["<p>note ", "</p>"] } }
    ]), ["<div></div>", "<div><p>note 1</p></div>", "<div><p>note 2</p></div>", "<div></div>", "<div><p>note 2</p></div>"])
  })

  test("a keyed list inserts, moves, changes, deletes, empties and fills", () => {
    const hot = { s: ["<i>hot</i>"] }
    assert.deepEqual(htmlOf([
      { 0: { k: { 0: { 0: "A", 1: "" }, 1: { 0: "B", 1: hot }, kc: 2 }, s: ["<li>", "", "</li>"] }, s: ["<ul>", "</ul>"] },
      { 0: { k: { 1: { 0: "C", 1: "" }, 2: 1, km: true, kc: 3 } } },
      { 0: { k: { 0: [2, { 0: "B2" }], 1: 0, 2: 1, km: true, kc: 3 } } },
      { 0: { k: { 1: 2, km: true, kc: 2 } } },
      { 0: { k: { 0: { 1: "" }, kc: 2 } } },
      { 0: { k: { kc: 0 } } },
      { 0: { k: { 0: { 0: "Z", 1: hot }, kc: 1 } } }
    ]), [
      "<ul><li>A</li><li>B<i>hot</i></li></ul>",
      "<ul><li>A</li><li>C</li><li>B<i>hot</i></li></ul>",
      "<ul><li>B2<i>hot</i></li><li>A</li><li>C</li></ul>",
      "<ul><li>B2<i>hot</i></li><li>C</li></ul>",
      "<ul><li>B2</li><li>C</li></ul>",
      "<ul></ul>",
      "<ul><li>Z<i>hot</i></li></ul>"
    ])
  })

  test("templates shared in one message are resolved for the next", () => {
    assert.deepEqual(htmlOf([
      {
        0: { k: { 0: { 0: "1", 1: { 0: "x", s: 0 } }, 1: { 0: "2", 1: { 0: "y", s: 0 } }, kc: 2 }, s: 1 },
        1: { 0: "z", s: 0 },
        s: 2,
        p: { 0: ["<u>", "</u>"], 1: ["<p>", ":", "</p>"], 2: ["<div>", "", "</div>"] }
      },
      { 0: { k: { 1: { 1: { 0: "Y" } }, kc: 2 } } },
      { 0: "7", s: ["<q>", "</q>"] }
    ]), [
      "<div><p>1:<u>x</u></p><p>2:<u>y</u></p><u>z</u></div>",
      "<div><p>1:<u>x</u></p><p>2:<u>Y</u></p><u>z</u></div>",
      "<q>7</q>"
    ])
  })

  test("components share statics, update alone, come from the old tree, and go", () => {
    const a = (count) => `<b ${component(1)} id="a">${count}</b>`
    const b = `<b ${component(2)} id="b">0</b>`
    const c = `<b ${component(3)} id="c">0</b>`
    assert.deepEqual(htmlOf([
      {
        0: { k: { 0: { 0: 1 }, 1: { 0: 2 }, kc: 2 }, s: ["", ""] },
        s: ["<div>", "</div>"],
        c: { 1: { 0: "a", 1: "0", s: ["<b id=\"", "\">", "</b>"], r: 1 }, 2: { 0: "b", 1: "0", s: 1 } }
      },
      { c: { 1: { 1: "1" } } },
      { 0: { k: { 2: { 0: 3 }, kc: 3 } }, c: { 3: { 0: "c", 1: "0", s: -1 } } },
      { 0: { k: { 0: { 0: 2 }, 1: { 0: 3 }, kc: 2 } } }
    ]), [
      `<div>${a(0)}${b}</div>`, `<div>${a(1)}${b}</div>`, `<div>${a(1)}${b}${c}</div>`, `<div>${b}${c}</div>`
    ])
  })

  test("a stream prints what is inserted now, and forgets it", () => {
    const item = (id, text) => ({ 0: ` id="${id}"`, 1: text })
    const outputs = replay([
      {
        0: {
          stream: ["0", [["u-2", -1, null, null], ["u-1", -1, null, null]], []],
          k: { 0: item("u-1", "a"), 1: item("u-2", "b"), kc: 2 },
          s: ["<p", ">", "</p>"]
        },
        s: ["<div id=\"u\" phx-update=\"stream\">", "</div>"]
      },
      { 0: { stream: ["0", [["u-3", -1, null, false]], []], k: { 0: item("u-3", "c"), kc: 1 } } },
      { 0: { stream: ["0", [], ["u-3"]], k: { kc: 0 } } },
      { 0: { stream: ["0", [["u-9", -1, null, false]], [], true], k: { 0: item("u-9", "n"), kc: 1 } } },
      {}
    ])
    const inner = outputs.map(({ html }) => html.slice("<div id=\"u\" phx-update=\"stream\">".length, -"</div>".length))
    assert.deepEqual(inner, ["<p id=\"u-1\">a</p><p id=\"u-2\">b</p>", "<p id=\"u-3\">c</p>", "", "<p id=\"u-9\">n</p>", ""])
    assert.deepEqual(outputs[0].streams[0][1].map(([id]) => id), ["u-2", "u-1"])
    assert.deepEqual(outputs[2].streams[0][2], ["u-3"])
    assert.deepEqual(outputs.map(({ streams }) => streams[0]?.[3]), [undefined, undefined, undefined, true, undefined])
  })
})

suite("Rendered: frames recorded from Phoenix LiveView 1.2.10", () => {
  const lines = readFileSync(new URL("fixtures/phoenix-liveview-1.2.10.jsonl", import.meta.url), "utf8").trim().split("\n")
  const steps = lines.map((line) => JSON.parse(line))

  function htmlAfterEachStep(page) {
    const messages = steps.filter((step) => step.page === page).map(({ frames }) => {
      const { response } = frames[0][4]
      return response.rendered ?? response.diff ?? {}
    })
    return replay(messages)
  }

  test("the keyed page follows renames, deletions, insertions and moves", () => {
    const rows = (names) => names.map(([id, name]) => `<li id="r${id}"><b>${name}</b> of ${names.length}</li>`).join("")
    const html = htmlAfterEachStep("keyed").map((output) => output.html)
    const expected = [
      [[1, "row 1"], [2, "row 2"], [3, "row 3"], [4, "row 4"], [5, "row 5"]],
      [[1, "row 1"], [2, "row 2"], [3, "&lt;3&gt;"], [4, "row 4"], [5, "row 5"]],
      [[1, "row 1"], [3, "&lt;3&gt;"], [4, "row 4"], [5, "row 5"]],
      [[7, "row 7"], [1, "row 1"], [3, "&lt;3&gt;"], [4, "row 4"], [5, "row 5"]],
      [[5, "row 5"], [4, "row 4"], [3, "&lt;3&gt;"], [1, "row 1"], [7, "row 7"]],
      [[4, "row 4!"], [5, "row 5"], [3, "&lt;3&gt;"], [1, "row 1"], [7, "row 7"]],
      [],
      [[1, "row 1"]]
    ]
    assert.deepEqual(html, expected.map((names) => `<ul>${rows(names)}</ul>`))
  })

  test("the component page keeps each component's own state", () => {
    const button = (cid, id, label, count) => (
      `<div ${component(cid)} id="c-${id}">${label}: <button phx-click="up" phx-target="${cid}">${count}</button></div>`
    )
    const html = htmlAfterEachStep("comp").map((output) => output.html)
    assert.equal(html[0], `<div>${button(1, "a", "L", 0)}${button(2, "b", "L", 0)}${button(3, "c", "L", 0)}</div>`)
    assert.equal(html[2], `<div>${button(1, "a", "L", 0)}${button(2, "b", "L", 2)}${button(3, "c", "L", 0)}</div>`)
    assert.equal(html[3], `<div>${button(1, "a", "M", 0)}${button(2, "b", "M", 2)}${button(3, "c", "M", 0)}</div>`)
    assert.equal(html.at(-1), `<div>${button(1, "a", "M", 0)}${button(3, "c", "M", 0)}${button(4, "d", "M", 0)}${button(5, "b", "M", 1)}</div>`)
  })

  test("the stream page names every insertion and deletion", () => {
    const streams = htmlAfterEachStep("stream").map((output) => output.streams[0])
    assert.deepEqual(streams.map(([, inserts]) => inserts.length), [3, 1, 1, 1, 1, 0, 1, 1])
    assert.equal(streams[3][1][0][3], true)
    assert.deepEqual(streams[5][2], ["items-1"])
    assert.equal(streams[6][1][0][2], 3)
    assert.equal(streams[7][3], true)
  })
})

suite("Rendered: borders", () => {
  test("a new key may take the position of one that moves", () => {
    const html = htmlOf([
      { 0: { k: { 0: { 0: "A" }, kc: 1 }, s: ["<li>", "</li>"] }, s: ["", ""] },
      { 0: { k: { 0: { 0: "N" }, 1: 0, km: true, kc: 2 } } },
      { 0: { k: { 0: { 0: "M" }, kc: 2 } } }
    ])
    assert.deepEqual(html, ["<li>A</li>", "<li>N</li><li>A</li>", "<li>M</li><li>A</li>"])
  })

  test("a comprehension inside a component brings its own templates", () => {
    const html = htmlOf([{
      0: 1,
      s: ["", ""],
      c: { 1: { 0: { k: { 0: { 0: { 0: "x", s: 0 } }, kc: 1 }, s: ["", ""], p: { 0: ["<i>", "</i>"] } }, s: ["<p>", "</p>"], r: 1 } }
    }])
    assert.deepEqual(html, [`<p ${component(1)}><i>x</i></p>`])
  })

  test("a component copied from another one does not follow it", () => {
    const html = htmlOf([
      { 0: 1, 1: 2, s: ["", "", ""], c: { 1: { 0: { 0: "x", s: ["<i>", "</i>"] }, s: ["<p>", "</p>"] }, 2: { 0: { 0: "y" }, s: 1 } } },
      { c: { 1: { 0: { 0: "z" } } } }
    ])
    assert.equal(html[1], `<p ${component(1)}><i>z</i></p><p ${component(2)}><i>y</i></p>`)
  })

  test("a component's root may follow white space and comments", () => {
    const html = htmlOf([{ 0: 1, s: ["", ""], c: { 1: { s: ["\n<!-- $1 -->\n<p>text</p>"], r: 1 } } }])
    assert.deepEqual(html, [`\n<!-- $1 -->\n<p ${component(1)}>text</p>`])
  })

  test("a component that was never sent is an error", () => {
    assert.throws(() => htmlOf([{ 0: 7, s: ["", ""] }]), /component 7/)
  })

  test("events, reply and title travel beside the tree", () => {
    const { diff, events, reply, title } = extract({ 0: "1", e: [["a", {}]], r: { ok: true }, t: "T" })
    assert.deepEqual([diff, events, reply, title], [{ 0: "1" }, [["a", {}]], { ok: true }, "T"])
    assert.deepEqual(extract({}), { diff: {}, events: [], reply: null, title: undefined })
  })
})
