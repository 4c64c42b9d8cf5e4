import { sharedLoader } from "../clerk.js"
import { showNotice } from "../notice.js"
import { holdAutomaticLoads, load } from "../page_load.js"
import { warn } from "../report.js"
import { signOut } from "../sign_out.js"

/**
 * A button, link or form that signs out: `data-sign-out-url` (POST), `data-redirect-url` (afterwards).
 *
 * As a form it also works without JavaScript.
 */
export const ClerkSignOut = {
  mounted() {
    const { el } = this
    const action = el.tagName === "FORM" ? "submit" : "click"
    const onAction = (event) => {
      event.preventDefault()
      if (!this.isWorking) begin(this)
    }
    el.addEventListener(action, onAction)
    this.release = () => el.removeEventListener(action, onAction)
  },

  destroyed() {
    this.release()
    this.failure?.remove()
  }
}

async function begin(hook) {
  setWorking(hook, true)
  hook.failure?.remove()
  const csrfToken = document.querySelector("meta[name=csrf-token]")?.content
  // The server sends every page of the session away, but this one goes where its button says; nor may a patch enable it.
  holdAutomaticLoads(true)
  hook.liveSocket.disconnect()
  try {
    await signOut(hook.el.dataset, csrfToken, sharedLoader().load, load)
  } catch (error) {
    warn(error)
    holdAutomaticLoads(false)
    hook.liveSocket.connect()
    setWorking(hook, false)
    hook.failure = showNotice("alert", "Sign-out failed.")
  }
}

function setWorking(hook, isWorking) {
  const { el } = hook
  hook.isWorking = isWorking
  for (const control of el.elements ?? [el]) control.disabled = isWorking
}
