import { all } from "../client/dom.js"
import { focusFirst } from "./commands.js"

/** Keeps focus among the children of an element whose first and last one are guards. */
export const FocusWrap = {
  mounted() {
    const { el } = this
    const { firstElementChild: start, lastElementChild: end } = el
    const inside = () => all(el, "*").filter((child) => child !== start && child !== end)
    // Entered from outside, a guard leads on; left from inside, it leads around.
    const enters = ({ relatedTarget }) => !el.contains(relatedTarget)
    start.addEventListener("focus", (event) => focusFirst(enters(event) ? inside() : inside().reverse()))
    end.addEventListener("focus", (event) => focusFirst(enters(event) ? inside().reverse() : inside()))
    if (el.contains(document.activeElement)) return
    el.addEventListener("phx:show-end", () => el.focus())
    if (getComputedStyle(el).display !== "none") focusFirst(inside())
  }
}
