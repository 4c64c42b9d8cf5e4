import { ClerkAuth } from "./hooks/clerk_auth.js"
import { ClerkSessionMonitor } from "./hooks/clerk_session_monitor.js"
import { ClerkSignOut } from "./hooks/clerk_sign_out.js"
import { ClerkUserButton } from "./hooks/clerk_user_button.js"

/** All hooks by the names they have in `phx-hook`, for `new LiveSocket(…, {hooks: {...hooks}})`. */
export const hooks = { ClerkAuth, ClerkSignOut, ClerkSessionMonitor, ClerkUserButton }

export { ClerkAuth, ClerkSessionMonitor, ClerkSignOut, ClerkUserButton }
export { clerkParams, connect } from "./token.js"
