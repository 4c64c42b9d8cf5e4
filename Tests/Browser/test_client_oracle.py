"""Whatever changes into whatever: the page is what it would be, had it been printed whole."""

import pytest

from oracle import Page

COMPARE = """(expected) => {
  const clean = (root) => {
    for (const el of root.querySelectorAll("*")) {
      // What a text area starts with is not what it holds; that is compared beside.
      if (el.tagName === "TEXTAREA") el.textContent = ""
      for (const {name} of [...el.attributes]) if (name.startsWith("data-phx-")) el.removeAttribute(name)
    }
    root.normalize()
    return root
  }
  const template = document.createElement("template")
  template.innerHTML = expected
  const values = (root) => [...root.querySelectorAll("input,textarea")].map(({value}) => value)
  const main = document.querySelector("#main")
  const html = (root) => { const div = document.createElement("div"); div.append(clean(root.cloneNode(true))); return div.innerHTML }
  const shell = document.createElement("div")
  shell.append(...main.cloneNode(true).childNodes)
  return [html(shell).slice(5, -6), html(template.content), values(main), values(template.content)]
}"""


@pytest.mark.parametrize("seed", range(6))
def test_a_page_patched_is_the_page_printed(stage, seed):
    pages = Page(seed)
    show = stage()
    show.views["lv:main"] = pages.full()
    page = show.open()
    for step in range(60):
        was, expected, typed, printed = page.evaluate(COMPARE, pages.html())
        at = next((i for i, (a, b) in enumerate(zip(was, expected)) if a != b), 0)
        assert was == expected, f"seed {seed}, step {step}: {was[at - 60:at + 60]!r} is not {expected[at - 60:at + 60]!r}"
        assert typed == printed, f"seed {seed}, step {step}"
        show.diff(pages.change())
        page.evaluate("0")
