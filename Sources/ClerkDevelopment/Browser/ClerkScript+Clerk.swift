extension ClerkScript {
    /// `window.Clerk`: loading, sessions, navigation, and the doors to the widgets.
    static let clerk = #"""
        // Focus asks for news of the session, but not more often than this.
        const TOUCH_INTERVAL = 5000
        const WIDGETS = ["SignIn", "SignUp", "UserButton", "UserProfile"]

        class Clerk {
          #promise = null
          #listeners = new Set()
          #statusListeners = new Set()
          #options = {}
          #timer = null
          #touchedAt = 0
          #channel = null
          #ui = null

          constructor(publishableKey) {
            this.publishableKey = publishableKey
            this.frontendApi = new URL(INSTANCE.frontendApi).host
            this.version = `${INSTANCE.version}.0.0-development`
            this.instanceType = "development"
            this.isSatellite = false
            this.isStandardBrowser = true
            this.status = "loading"
            this.client = undefined
            this.session = undefined
            this.user = undefined
            this.organization = undefined
          }

          // Loading

          get loaded() {
            return this.status === "ready" || this.status === "degraded"
          }

          get isSignedIn() {
            return this.session === undefined ? undefined : this.session !== null
          }

          /** Concurrent calls share one promise; a failed one may be tried again. */
          load(options = {}) {
            this.#promise ||= this.#load(options).catch((error) => {
              this.#promise = null
              this.#setStatus("error")
              throw error
            })
            return this.#promise
          }

          async #load(options) {
            this.#setStatus("loading")
            this.#options = options
            this.#adoptDevBrowser()
            cleanAddress()
            const [environment, { response }] = await Promise.all([
              api.send("GET", "/v1/environment"), api.call("GET", "/v1/client"),
            ])
            this.__environment = environment
            const UI = INSTANCE.version === 5 ? ClerkUI : options.ui?.ClerkUI
            this.#ui = UI ? new UI(this) : null
            this.__receive(response)
            this.#watch()
            this.#setStatus("ready")
          }

          /** The token a hosted page gave us in the address makes this the same browser as there. */
          #adoptDevBrowser() {
            const token = new URL(window.location.href).searchParams.get("__clerk_db_jwt")
            if (token) devBrowser.set(token)
          }

          #watch() {
            window.addEventListener("focus", () => this.#returned())
            document.addEventListener("visibilitychange", () => this.#returned())
            if (typeof BroadcastChannel === "undefined") return
            this.#channel = new BroadcastChannel("clerk")
            this.#channel.addEventListener("message", ({ data }) => {
              if (data?.type === "signout") this.#refresh()
            })
          }

          // Events

          on(event, handler, { notify = false } = {}) {
            if (event !== "status") return
            this.#statusListeners.add(handler)
            if (notify) handler(this.status)
          }

          off(event, handler) {
            if (event === "status") this.#statusListeners.delete(handler)
          }

          #setStatus(status) {
            if (this.status === status) return
            this.status = status
            this.#statusListeners.forEach((handler) => handler(status))
          }

          addListener(listener, { skipInitialEmit = false } = {}) {
            this.#listeners.add(listener)
            if (this.client && !skipInitialEmit) listener(this.#snapshot())
            return () => this.#listeners.delete(listener)
          }

          #emit() {
            if (!this.client) return
            for (const listener of [...this.#listeners]) listener(this.#snapshot())
          }

          #snapshot() {
            const { client, session, user, organization } = this
            return { client, session, user, organization }
          }

          // State

          /** A client came from the frontend API. @internal */
          __receive(json) {
            if (!json) return
            this.client = new Client(this, json, this.client)
            const open = this.client.signedInSessions
            const wanted = this.session?.id || this.client.lastActiveSessionId
            this.#adopt(open.find(({ id }) => id === wanted) || open.at(-1) || null)
          }

          #adopt(session) {
            this.session = session
            this.user = session?.user ?? null
            this.organization = null
            this.#writeCookies()
            this.#schedule()
            this.#emit()
          }

          #leave() {
            this.session = undefined
            this.user = undefined
            this.organization = undefined
            this.#emit()
          }

          async #refresh() {
            try {
              this.__receive((await api.call("GET", "/v1/client")).response)
            } catch (error) {
              // Out of reach is not signed out: keep what we have, try again when the person comes back.
              if (error instanceof ClerkAPIResponseError) throw error
            }
          }

          #writeCookies() {
            if (this.#isHosted) return
            cookies.write("__client_uat", String(this.client.cookieValue), "Strict")
            if (!this.session) return cookies.remove("__session")
            const context = this.client.signedInSessions.find(({ id }) => `${id}:` === activeContext.get())
            const isOurs = !context || context === this.session || document.hasFocus()
            if (isOurs) cookies.write("__session", this.session.lastActiveToken.raw, "Lax")
          }

          /** On the instance's own pages. Cookies do not know ports: a token for this page would replace an application's. */
          get #isHosted() {
            return window.location.origin === INSTANCE.frontendApi
          }

          // Renewal

          #schedule() {
            clearTimeout(this.#timer)
            if (!this.session || document.visibilityState === "hidden") return
            const delay = this.session.lastActiveToken.renewalDelay * 1000
            this.#timer = setTimeout(() => this.#renew(), delay)
          }

          async #renew() {
            const { session } = this
            if (!session || document.visibilityState === "hidden") return
            try {
              await session.getToken({ skipCache: true })
            } catch {
              // Offline. The next focus, or this timer, tries again.
              if (this.session === session) this.#timer = setTimeout(() => this.#renew(), TOUCH_INTERVAL)
            }
          }

          #returned() {
            if (document.visibilityState === "hidden") return clearTimeout(this.#timer)
            if (!this.session) return
            if (!this.session.lastActiveToken.isUsable) return this.#renew()
            this.#schedule()
            this.#touch()
          }

          async #touch() {
            if (this.#options.touchSession === false || Date.now() - this.#touchedAt < TOUCH_INTERVAL) return
            this.#touchedAt = Date.now()
            try {
              await this.session.touch()
            } catch (error) {
              await this.__tokenFailed(error).catch(() => {})
            }
          }

          /** @internal */
          __tokenRenewed(session) {
            if (session !== this.session) return
            this.#writeCookies()
            this.#schedule()
            this.#emit()
          }

          /** A session that is over ends here too; out of reach is null in version 5 and an error in 6. @internal */
          async __tokenFailed(error) {
            if (error instanceof ClerkAPIResponseError) {
              if (error.status !== 401 && error.status !== 404) throw error
              await this.#refresh()
              return null
            }
            if (INSTANCE.version === 5) return null
            throw Object.assign(new Error("Clerk is out of reach."), { name: "ClerkOfflineError", cause: error })
          }

          // Signing in and out

          async __signIn(form) {
            const { response, client } = await api.call("POST", "/v1/client/sign_ins", { strategy: "password", ...form })
            return this.#created(response, client)
          }

          async __signUp(form) {
            const { response, client } = await api.call("POST", "/v1/client/sign_ups", form)
            return this.#created(response, client)
          }

          #created(attempt, client) {
            this.__pending = client
            return attempt.created_session_id
          }

          /** Makes a session (or its id) the active one: cookies first, then navigation, then the news. */
          async setActive({ session, redirectUrl, navigate, beforeEmit } = {}) {
            if (this.__pending) {
              this.client = new Client(this, this.__pending, this.client)
              this.__pending = null
            }
            const id = session === undefined ? this.session?.id : session && (session.id || session)
            const target = this.client.signedInSessions.find((candidate) => candidate.id === id) || null
            if (id && !target) throw new Error("Clerk: setActive was given a session this browser does not have.")
            if (target !== this.session) this.#leave()
            if (target) await this.#makeActive(target)
            await beforeEmit?.(target)
            if (navigate) await navigate({ session: target })
            else if (redirectUrl) this.navigate(redirectUrl)
            this.#adopt(target)
          }

          async #makeActive(target) {
            if (target.id !== this.client.lastActiveSessionId) {
              const { client } = await api.call("POST", `/v1/client/sessions/${target.id}/touch`)
              this.client = new Client(this, client, this.client)
            }
            if (this.#isHosted) return
            activeContext.set(target.id)
            cookies.write("__client_uat", String(this.client.cookieValue), "Strict")
            cookies.write("__session", target.lastActiveToken.raw, "Lax")
          }

          /** Ends one session, or all of this browser; nothing happens when nobody is signed in. */
          async signOut(first, second) {
            const [callback, options] = typeof first === "function" ? [first, second || {}] : [null, first || {}]
            if (!this.client || this.client.sessions.length === 0) return
            const { sessionId } = options
            const isOne = sessionId && this.client.signedInSessions.length > 1
            const answer = isOne
              ? (await api.call("POST", `/v1/client/sessions/${encodeURIComponent(sessionId)}/remove`)).client
              : (await api.call("DELETE", "/v1/client/sessions")).response
            const isCurrent = !isOne || sessionId === this.session?.id
            if (isCurrent) this.#leave()
            this.client = new Client(this, answer, this.client)
            this.#forget(isOne)
            if (callback) await callback()
            else if (isCurrent) this.navigate(options.redirectUrl || this.buildAfterSignOutUrl())
            this.__receive(answer)
          }

          #forget(isOne) {
            if (isOne) return
            clearTimeout(this.#timer)
            cookies.remove("__session")
            cookies.write("__client_uat", "0", "Strict")
            this.#channel?.postMessage({ type: "signout" })
          }

          // Navigation

          /** Goes to an http(s) address; within the application, through the router it gave to `load`. */
          async navigate(to, { replace = false } = {}) {
            if (!to) return
            const url = new URL(to, window.location.href)
            if (url.protocol !== "http:" && url.protocol !== "https:") return
            const route = replace ? this.#options.routerReplace : this.#options.routerPush
            if (route && url.origin === window.location.origin) return route(url.pathname + url.search + url.hash)
            if (replace) window.location.replace(url.href)
            else window.location.assign(url.href)
          }

          /** Another origin must learn which browser this is. */
          buildUrlWithAuth(to) {
            const url = new URL(to, window.location.href)
            if (url.origin !== window.location.origin && devBrowser.get()) {
              url.searchParams.set("__clerk_db_jwt", devBrowser.get())
            }
            return url.href
          }

          #authPage(page, { redirectUrl, signInForceRedirectUrl, signInFallbackRedirectUrl } = {}) {
            const url = new URL(this.#options[`${page}Url`] || this.#hosted(page), window.location.href)
            const back = redirectUrl || signInForceRedirectUrl || signInFallbackRedirectUrl
            if (back) url.searchParams.set("redirect_url", new URL(back, window.location.href).href)
            return this.buildUrlWithAuth(url.href)
          }

          #hosted(page) {
            return INSTANCE.frontendApi + { signIn: "/sign-in", signUp: "/sign-up", userProfile: "/user" }[page]
          }

          buildSignInUrl(options) {
            return this.#authPage("signIn", options)
          }

          buildSignUpUrl(options) {
            return this.#authPage("signUp", options)
          }

          buildUserProfileUrl() {
            return this.#authPage("userProfile")
          }

          buildAfterSignInUrl(props = {}) {
            return this.#after("signIn", props)
          }

          buildAfterSignUpUrl(props = {}) {
            return this.#after("signUp", props)
          }

          buildAfterSignOutUrl() {
            return this.#options.afterSignOutUrl || "/"
          }

          /** Force, then the `redirect_url` parameter, then fallback, then home. */
          #after(page, props) {
            const force = props.forceRedirectUrl || this.#options[`${page}ForceRedirectUrl`]
            const fallback = props.fallbackRedirectUrl || this.#options[`${page}FallbackRedirectUrl`]
            const target = force || this.#redirectParameter() || fallback || "/"
            return this.buildUrlWithAuth(target)
          }

          /** Only to this origin, or one the application allows: anyone can write a link with this parameter. */
          #redirectParameter() {
            const text = new URL(window.location.href).searchParams.get("redirect_url")
            if (!text || !URL.canParse(text, window.location.href)) return null
            const url = new URL(text, window.location.href)
            if (url.protocol !== "http:" && url.protocol !== "https:") return null
            const isAllowed = (this.#options.allowedRedirectOrigins || []).some((origin) =>
              origin instanceof RegExp ? origin.test(url.origin) : origin === url.origin)
            return isAllowed || url.origin === window.location.origin ? url.href : null
          }

          redirectToSignIn(options = {}) {
            return this.navigate(this.buildSignInUrl({ redirectUrl: window.location.href, ...options }))
          }

          redirectToSignUp(options = {}) {
            return this.navigate(this.buildSignUpUrl({ redirectUrl: window.location.href, ...options }))
          }

          redirectToUserProfile() {
            return this.navigate(this.buildUserProfileUrl())
          }

          redirectToAfterSignIn() {
            return this.navigate(this.buildAfterSignInUrl())
          }

          redirectToAfterSignUp() {
            return this.navigate(this.buildAfterSignUpUrl())
          }

          redirectToAfterSignOut() {
            return this.navigate(this.buildAfterSignOutUrl())
          }

          // Widgets

          __widgets() {
            if (!this.loaded) throw new Error("Clerk: await Clerk.load() before mounting a component.")
            if (this.#ui) return this.#ui
            throw new Error(
              "Clerk: version 6 draws nothing by itself. Load @clerk/ui and call " +
                "load({ ui: { ClerkUI: window.__internal_ClerkUICtor } }).")
          }
        }

        for (const name of WIDGETS) {
          Clerk.prototype[`mount${name}`] = function (node, props) { this.__widgets().mount(name, node, props) }
          Clerk.prototype[`unmount${name}`] = function (node) { this.__widgets().unmount(node) }
          if (name === "UserButton") continue
          Clerk.prototype[`open${name}`] = function (props) { this.__widgets().open(name, props) }
          Clerk.prototype[`close${name}`] = function () { this.__widgets().close(name) }
        }
        """#

    /// Runs last.
    static let start = #"""
        if (!window.Clerk) window.Clerk = new Clerk(publishableKeyOfPage())
        """#
}
