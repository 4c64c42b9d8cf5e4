extension ClerkScript {
    /// Tokens, users, sessions and the client, as objects.
    static let resources = #"""
        // Seconds before a token's end from which it is no longer handed out.
        const LEEWAY = 15
        // The renewal comes a little before that.
        const RENEWAL_MARGIN = LEEWAY + 2
        const MAXIMUM_ATTEMPTS = 3

        const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)
        const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

        class Token {
          constructor(raw) {
            this.raw = raw
            this.jwt = { claims: Token.decode(raw), getRawString: () => raw }
            this.receivedAt = Date.now()
          }

          getRawString() {
            return this.raw
          }

          /** Seconds left, by the token's own lifetime: this machine's clock may be wrong, or the instance's moved. */
          get remaining() {
            const { iat, exp } = this.jwt.claims
            return exp - iat - (Date.now() - this.receivedAt) / 1000
          }

          get renewalDelay() {
            return Math.max(1, this.remaining - Math.min(RENEWAL_MARGIN, this.lifetime / 2))
          }

          get isUsable() {
            return this.remaining > Math.min(LEEWAY, this.lifetime / 4)
          }

          get lifetime() {
            return this.jwt.claims.exp - this.jwt.claims.iat
          }

          static decode(raw) {
            const bytes = atob(raw.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))
            return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0))))
          }
        }

        class User {
          constructor(json) {
            this.id = json.id
            this.firstName = json.first_name
            this.lastName = json.last_name
            this.fullName = [json.first_name, json.last_name].filter(Boolean).join(" ") || null
            this.username = null
            this.imageUrl = json.image_url
            this.hasImage = json.has_image
            this.emailAddresses = json.email_addresses.map(({ id, email_address }) => ({ id, emailAddress: email_address }))
            this.primaryEmailAddressId = json.primary_email_address_id
            this.primaryEmailAddress = this.emailAddresses.find(({ id }) => id === this.primaryEmailAddressId) || null
            this.createdAt = new Date(json.created_at)
            this.lastSignInAt = json.last_sign_in_at ? new Date(json.last_sign_in_at) : null
          }
        }

        class Session {
          #clerk
          #request = null

          constructor(clerk, json) {
            this.#clerk = clerk
            this.id = json.id
            this.actor = null
            this.tasks = []
            this.currentTask = undefined
            this.lastActiveOrganizationId = null
            this.update(json)
          }

          update(json) {
            const user = new User(json.user)
            this.status = json.status
            this.expireAt = new Date(json.expire_at)
            this.abandonAt = new Date(json.abandon_at)
            this.lastActiveAt = new Date(json.last_active_at)
            this.factorVerificationAge = json.factor_verification_age
            this.lastActiveToken = new Token(json.last_active_token.jwt)
            this.user = same(this.user, user) ? this.user : user
          }

          /** Resolves with a token that is good for some seconds, or null when the session is over. */
          async getToken({ template, skipCache = false } = {}) {
            if (template) return this.#mint(`/${encodeURIComponent(template)}`)
            if (!skipCache && this.lastActiveToken.isUsable) return this.lastActiveToken.raw
            this.#request ||= this.#renew().finally(() => { this.#request = null })
            return this.#request
          }

          async #renew() {
            try {
              const raw = await this.#mint("")
              this.lastActiveToken = new Token(raw)
              this.#clerk.__tokenRenewed(this)
              return raw
            } catch (error) {
              return this.#clerk.__tokenFailed(error)
            }
          }

          async #mint(suffix) {
            for (let attempt = 1; ; attempt += 1) {
              try {
                return (await api.call("POST", `/v1/client/sessions/${this.id}/tokens${suffix}`)).jwt
              } catch (error) {
                if (error instanceof ClerkAPIResponseError || attempt === MAXIMUM_ATTEMPTS) throw error
                await pause(500 * 2 ** attempt)
              }
            }
          }

          async touch() {
            const { response, client } = await api.call("POST", `/v1/client/sessions/${this.id}/touch`)
            this.update(response)
            this.#clerk.__receive(client)
            return this
          }

          end() {
            return this.#close("end")
          }

          remove() {
            return this.#close("remove")
          }

          async #close(verb) {
            const { response, client } = await api.call("POST", `/v1/client/sessions/${this.id}/${verb}`)
            this.status = response.status
            this.#clerk.__receive(client)
            return this
          }

          /** No organisations, plans or features here, and so nothing to be authorised for. */
          checkAuthorization() {
            return false
          }
        }

        class Client {
          constructor(clerk, json, previous) {
            this.id = json.id
            this.sessions = json.sessions.map((session) => {
              const known = previous?.sessions.find(({ id }) => id === session.id)
              known?.update(session)
              return known || new Session(clerk, session)
            })
            this.lastActiveSessionId = json.last_active_session_id
            this.createdAt = new Date(json.created_at)
            this.updatedAt = new Date(json.updated_at)
          }

          get signedInSessions() {
            return this.sessions.filter(({ status }) => status === "active")
          }

          /** Seconds of the last sign-in or sign-out; 0 when nobody is signed in. */
          get cookieValue() {
            return this.signedInSessions.length === 0 ? 0 : Math.floor(this.updatedAt.getTime() / 1000)
          }
        }
        """#
}
