extension ClerkScript {
    /// Calls to the frontend API.
    static let api = #"""
        /** A refusal by the frontend API: `errors` as it sent them, with camel-cased names beside. */
        class ClerkAPIResponseError extends Error {
          constructor(status, body) {
            const errors = (body.errors || []).map((error) => ({
              code: error.code,
              message: error.message,
              longMessage: error.long_message,
              meta: { paramName: error.meta?.param_name },
            }))
            super(errors[0]?.longMessage || `Clerk answered ${status}`)
            this.name = "ClerkAPIResponseError"
            this.clerkError = true
            this.status = status
            this.errors = errors
            this.clerkTraceId = body.clerk_trace_id
          }

          has(code) {
            return this.errors.some((error) => error.code === code)
          }
        }

        const api = {
          /** Calls `path`; a browser the instance does not know (any more) gets a new token, once. */
          async call(method, path, form) {
            if (!devBrowser.get()) await this.makeDevBrowser()
            try {
              return await this.send(method, path, form)
            } catch (error) {
              if (!(error instanceof ClerkAPIResponseError) || !error.has("dev_browser_unauthenticated")) throw error
              await this.makeDevBrowser()
              return this.send(method, path, form)
            }
          },

          async makeDevBrowser() {
            const { token } = await this.send("POST", "/v1/dev_browser")
            devBrowser.set(token)
          },

          async send(method, path, form) {
            const url = new URL(INSTANCE.frontendApi + path)
            if (devBrowser.get()) url.searchParams.set("__clerk_db_jwt", devBrowser.get())
            const body = form && new URLSearchParams(form)
            const response = await fetch(url, { method, body, credentials: "include", cache: "no-store" })
            const answer = await response.json().catch(() => ({}))
            if (!response.ok) throw new ClerkAPIResponseError(response.status, answer)
            return answer
          },
        }
        """#
}
