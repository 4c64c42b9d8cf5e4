import { sharedLoader } from "../clerk.js"
import { RENEW, SIGNED_OUT, TABS_CHANNEL } from "../constants.js"
import { showNotice } from "../notice.js"
import { guardedLoad, load } from "../page_load.js"
import { push, warn } from "../report.js"
import { createSessionMonitor } from "../session_monitor.js"

/** How long the server's own redirect has before the page moves by itself. */
const GRACE_MS = 1000

/**
 * Keeps the page's identity and Clerk's in step: renews the token when the server asks, reports an ended session, and
 * shows a sign-out in every tab. Renewal needs it inside the live view, where events can be pushed. (A page taken out of
 * the back/forward cache is reloaded by either client, so nothing here does.)
 *
 * `data-authenticated` ("true" or "false"), `data-user-id`.
 */
export const ClerkSessionMonitor = {
  mounted() {
    const page = this.el.dataset
    const loader = sharedLoader()
    const monitor = createSessionMonitor(page, push.bind(null, this), () => guardedLoad())
    let unsubscribe
    let notice
    let departure
    let isGone

    const watch = (clerk) => {
      if (isGone) return
      unsubscribe = clerk.addListener(monitor.changed)
      this.remind = () => monitor.reconnected(clerk)
    }
    const leave = ({ message, to }) => {
      if (notice) return
      notice = showNotice("status", message ?? "You have been signed out.")
      departure = setTimeout(load, GRACE_MS, to?.[0] === "/" && location.origin + to)
    }
    const tabs = new BroadcastChannel(TABS_CHANNEL)
    tabs.onmessage = ({ data }) => {
      if (page.authenticated === "true" && data.userId === page.userId) leave(data)
    }
    this.handleEvent(SIGNED_OUT, (detail) => {
      tabs.postMessage({ ...detail, userId: page.userId })
      leave(detail)
    })
    // The server keeps the lease's clock: it asks again, or pauses the view.
    this.handleEvent(RENEW, () => loader.load().then(monitor.renew).catch(warn))
    loader.load().then(watch).catch(warn)

    this.release = () => {
      isGone = true
      unsubscribe?.()
      tabs.close()
      clearTimeout(departure)
      notice?.remove()
    }
  },

  reconnected() {
    this.remind?.()
  },

  destroyed() {
    this.release()
  }
}
