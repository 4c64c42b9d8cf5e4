import * as client from "./client/index.js"
import * as clerk from "./index.js"

/**
 * One script tag and no bundler: `<script defer src="…/clerk_live.min.js" data-live-socket="/live"></script>` starts the
 * client with the Clerk hooks, on DOMContentLoaded. Until then other deferred scripts may add theirs to
 * `ClerkLive.hooks`. Without the attribute nothing starts by itself.
 */
window.ClerkLive = { ...client, ...clerk }

start(document.currentScript?.dataset.liveSocket)

function start(path) {
  if (!path) return
  const { hooks, clerkParams } = clerk
  const params = (el) => ({ _csrf_token: document.querySelector("meta[name=csrf-token]")?.content, ...clerkParams(el) })
  const liveSocket = new client.LiveSocket(path, { hooks, params })
  window.liveSocket = liveSocket
  if (document.readyState === "complete") liveSocket.connect()
  else document.addEventListener("DOMContentLoaded", () => liveSocket.connect(), { once: true })
}
