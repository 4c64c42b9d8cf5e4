import { createWidget } from "../widget.js"

/** Clerk's user button. */
export const ClerkUserButton = {
  mounted() {
    this.widget = createWidget(this, "UserButton")
    this.widget.start(this.widget.mount)
  },

  destroyed() {
    this.widget.stop()
  }
}
