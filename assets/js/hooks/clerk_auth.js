import { createAttempts } from "../attempts.js"
import { CALLBACK_REFUSED, CALLBACKS_KEY, ERROR, SIGNED_IN } from "../constants.js"
import { load } from "../page_load.js"
import { report } from "../report.js"
import { createSignIn, isSignedIn } from "../sign_in.js"
import { createWidget } from "../widget.js"

/**
 * Clerk's sign-in or sign-up form. Once Clerk says signed in, the browser goes to the callback URL, where the server
 * reads Clerk's cookies.
 *
 * `data-mode` ("sign-in" or "sign-up"), `data-callback-url`, `data-sign-up-url`, `data-sign-in-url`.
 */
export const ClerkAuth = {
  mounted() {
    const { mode, signUpUrl, signInUrl } = this.el.dataset
    const properties = { routing: "hash", forceRedirectUrl: callbackUrl(this), signUpUrl, signInUrl }
    this.widget = createWidget(this, mode === "sign-up" ? "SignUp" : "SignIn", properties)
    this.widget.start((clerk) => follow(this, clerk))
  },

  destroyed() {
    this.unsubscribe?.()
    this.widget.stop()
  }
}

function follow(hook, clerk) {
  const attempts = (sessionId) => createAttempts(CALLBACKS_KEY + sessionId, 2, 60000)
  const go = () => {
    report(hook, SIGNED_IN, {})
    load(callbackUrl(hook))
  }
  const refuse = (again) => {
    const signOut = () => clerk.signOut({ redirectUrl: location.href })
    hook.widget.show("Sign-in was not accepted.", [["Try again", again], ["Sign out", signOut]])
    report(hook, ERROR, { code: CALLBACK_REFUSED })
  }
  hook.unsubscribe = clerk.addListener(createSignIn(attempts, go, refuse))
  if (!isSignedIn(clerk.session)) hook.widget.mount()
}

/** The callback, told where the page was asked to lead afterwards; the server judges that. */
function callbackUrl({ el }) {
  const wanted = new URLSearchParams(location.search).get("redirect_url")
  return el.dataset.callbackUrl + (wanted ? "?" + new URLSearchParams({ redirect_url: wanted }) : "")
}
