extension ClerkScript {
    /// What the page says to the script: its key, and the parameters Clerk's servers left in the address.
    static let environment = #"""
        const YEAR = 365 * 24 * 3600
        // Parameters between servers; a person should neither see nor bookmark them.
        const TRANSIENT_PARAMETERS = [
          "__clerk_synced", "suffixed_cookies", "__clerk_handshake", "__clerk_handshake_nonce", "__clerk_help", "__clerk_db_jwt",
        ]

        function publishableKeyOfPage() {
          const script = document.querySelector("script[data-clerk-publishable-key]")
          const key = script?.getAttribute("data-clerk-publishable-key") || window.__clerk_publishable_key
          if (!key) {
            throw new Error("Clerk: the script tag has no data-clerk-publishable-key.")
          }
          if (key !== INSTANCE.publishableKey) {
            throw new Error(
              "Clerk: the page's publishable key is not the one of the development instance that serves this script, " +
                INSTANCE.frontendApi + ". Restart the application with " + INSTANCE.publishableKey + ".")
          }
          return key
        }

        function cleanAddress() {
          const url = new URL(window.location.href)
          const found = TRANSIENT_PARAMETERS.filter((name) => url.searchParams.has(name))
          if (found.length === 0) return
          found.forEach((name) => url.searchParams.delete(name))
          window.history.replaceState(window.history.state, "", url.href)
        }
        """#
}
