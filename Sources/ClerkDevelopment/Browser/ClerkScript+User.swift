extension ClerkScript {
    /// The user button with its menu, and the profile.
    static let userWidgets = #"""
        const emailOf = (user) => user.primaryEmailAddress?.emailAddress || ""

        /** Draws while somebody is signed in, and again when who it is changes. Returns what releases the widget. */
        function whileSignedIn(clerk, root, draw) {
          let drawn
          return clerk.addListener(({ user }) => {
            if (user === drawn) return
            drawn = user
            root.replaceChildren(...(user ? draw(user) : []))
          })
        }

        function UserButton(clerk, root, props) {
          let menu = null
          const outside = ({ target }) => { if (menu && !root.contains(target)) closeMenu() }
          const closeMenu = (focusOn) => {
            menu?.remove()
            menu = null
            root.querySelector(".cl-userButtonTrigger")?.setAttribute("aria-expanded", "false")
            document.removeEventListener("pointerdown", outside)
            focusOn?.focus()
          }
          const openMenu = (trigger, user) => {
            menu = userMenu(clerk, user, props, () => closeMenu(trigger))
            trigger.setAttribute("aria-expanded", "true")
            trigger.after(menu)
            menu.querySelector("[role=menuitem]").focus()
            document.addEventListener("pointerdown", outside)
          }
          const release = whileSignedIn(clerk, root, (user) => {
            closeMenu()
            const trigger = h("button", {
              type: "button", class: "cl-userButtonTrigger", "aria-label": "Open user menu", "aria-haspopup": "menu",
              "aria-expanded": "false", onclick: () => (menu ? closeMenu(trigger) : openMenu(trigger, user)),
            }, props.showName && h("span", { class: "cl-userButtonName" }, user.fullName || emailOf(user)) || null,
              avatar(user, "small"))
            return [trigger]
          })
          return () => {
            closeMenu()
            release()
          }
        }

        function userMenu(clerk, user, props, close) {
          const item = (label, action) => h("button", {
            type: "button", role: "menuitem", class: "cl-userButtonPopoverActionButton", tabindex: "-1",
            onclick: () => { close(); action() },
          }, label)
          const others = clerk.client.signedInSessions.filter(({ id }) => id !== clerk.session?.id)
          const items = [
            ...others.map(({ id, user: other }) => item(`Switch to ${other.fullName || emailOf(other)}`, () =>
              clerk.setActive({ session: id, redirectUrl: props.afterSwitchSessionUrl || "/" }))),
            item("Manage account", () => manageAccount(clerk, props)),
            item("Sign out", () => clerk.signOut({ sessionId: clerk.session?.id, redirectUrl: props.afterSignOutUrl })),
          ]
          const label = `Account of ${user.fullName || emailOf(user)}`
          return h("div", { class: "cl-userButtonPopoverCard" },
            h("div", { class: "cl-userPreview" }, avatar(user, "medium"),
              h("div", { class: "cl-userPreviewTextContainer" },
                h("p", { class: "cl-userPreviewMainIdentifier" }, user.fullName || emailOf(user)),
                user.fullName && h("p", { class: "cl-userPreviewSecondaryIdentifier" }, emailOf(user)))),
            h("div", { role: "menu", "aria-label": label, class: "cl-userButtonPopoverActions",
              onkeydown: (event) => menuKey(event, items, close) }, ...items))
        }

        /** The keys of a menu (WAI-ARIA Authoring Practices, menu button). */
        function menuKey(event, items, close) {
          const index = items.indexOf(document.activeElement)
          const target = {
            ArrowDown: items[(index + 1) % items.length],
            ArrowUp: items[(index - 1 + items.length) % items.length],
            Home: items[0],
            End: items.at(-1),
          }[event.key]
          if (event.key === "Escape" || event.key === "Tab") close()
          if (target) target.focus()
          if (target || event.key === "Escape") event.preventDefault()
        }

        function manageAccount(clerk, props) {
          if (props.userProfileMode === "navigation") return clerk.navigate(props.userProfileUrl || clerk.buildUserProfileUrl())
          clerk.openUserProfile(props.userProfileProps)
        }

        function UserProfile(clerk, root) {
          return whileSignedIn(clerk, root, (user) => {
            const row = (term, text) => h("div", { class: "cl-profileSection" }, h("dt", {}, term), h("dd", {}, text || "–"))
            return [card("Account", "What the development instance knows about you.",
              h("div", { class: "cl-userPreview" }, avatar(user, "large"),
                h("p", { class: "cl-userPreviewMainIdentifier" }, user.fullName || emailOf(user))),
              h("dl", { class: "cl-profilePage" },
                row("Name", user.fullName), row("Email address", emailOf(user)), row("User", user.id),
                row("Session", clerk.session.id)))]
          })
        }
        """#
}
