extension ClerkScript {
    /// The cookies of a development instance, on the application's own host.
    static let cookies = #"""
        // Each cookie is written plain and with the instance's suffix. Several applications share localhost: the
        // suffixed one is surely ours, so it is the one read first.
        const cookies = {
          read(name) {
            const all = new Map(document.cookie.split("; ").map((pair) => {
              const equals = pair.indexOf("=")
              return [pair.slice(0, equals), pair.slice(equals + 1)]
            }))
            return all.get(`${name}_${INSTANCE.cookieSuffix}`) || all.get(name) || undefined
          },

          write(name, value, sameSite, maxAge = YEAR) {
            const secure = window.location.protocol === "https:" ? "; Secure" : ""
            for (const full of [name, `${name}_${INSTANCE.cookieSuffix}`]) {
              document.cookie = `${full}=${value}; Path=/; Max-Age=${maxAge}; SameSite=${sameSite}${secure}`
            }
          },

          remove(name) {
            this.write(name, "", "Lax", 0)
          },
        }

        const devBrowser = {
          get: () => cookies.read("__clerk_db_jwt"),
          set: (token) => cookies.write("__clerk_db_jwt", token, "Lax"),
        }

        // The tab that last chose a session, so that tabs with different sessions do not overwrite each other's cookie.
        const activeContext = {
          get: () => document.cookie.split("; ").find((pair) => pair.startsWith("clerk_active_context="))?.slice(21),
          set: (sessionId) => {
            document.cookie = `clerk_active_context=${sessionId}:; Path=/; Max-Age=${YEAR}; SameSite=Lax`
          },
        }
        """#
}
