extension ClerkScript {
    /// The widgets, and the class that mounts them.
    static var widgets: String { [styles, elements, signInWidgets, userWidgets, mounting].joined(separator: "\n\n") }

    /// Small tools for building elements.
    private static let elements = #"""
        let counter = 0
        const uniqueId = (name) => `cl-${name}-${(counter += 1)}`

        /** An element from its attributes and children; `on…` attributes are listeners. Text is always text. */
        function h(tag, attributes = {}, ...children) {
          const element = document.createElement(tag)
          for (const [name, value] of Object.entries(attributes)) {
            if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
            else if (value === true) element.setAttribute(name, "")
            else if (value !== false && value != null) element.setAttribute(name, value)
          }
          element.append(...children.filter((child) => child != null))
          return element
        }

        /** The picture, over the initials: a page whose policy forbids the picture still shows who it is. */
        function avatar(user, size) {
          const name = user.fullName || user.primaryEmailAddress?.emailAddress || "?"
          const initials = name.split(/\s+/).slice(0, 2).map((word) => [...word][0]).join("").toUpperCase()
          const image = h("img", { class: "cl-avatarImage", alt: "", src: user.imageUrl, onerror: () => image.remove() })
          return h("span", { class: `cl-avatarBox cl-avatarBox__${size}`, "aria-hidden": "true" }, initials, image)
        }

        function card(title, subtitle, ...children) {
          const id = uniqueId("title")
          return h("section", { class: "cl-card", "aria-labelledby": id },
            h("header", { class: "cl-header" },
              h("h1", { class: "cl-headerTitle", id }, title),
              subtitle && h("p", { class: "cl-headerSubtitle" }, subtitle)),
            ...children,
            h("p", { class: "cl-footerNote" }, "Development Clerk · no real accounts"))
        }
        """#

    private static let mounting = #"""
        const COMPONENTS = { SignIn, SignUp, UserButton, UserProfile }

        /** Draws widgets into nodes, and takes them out again. */
        class ClerkUI {
          #clerk
          #mounted = new Map()
          #dialogs = new Map()

          constructor(clerk) {
            this.#clerk = clerk
            adoptStyles()
          }

          mount(name, node, props = {}) {
            if (!(node instanceof Element)) throw new Error(`Clerk: mount${name} needs an element.`)
            this.unmount(node)
            const root = h("div", { class: "cl-rootBox" })
            node.replaceChildren(root)
            this.#mounted.set(node, COMPONENTS[name](this.#clerk, root, props))
          }

          unmount(node) {
            const release = this.#mounted.get(node)
            if (!release) return
            this.#mounted.delete(node)
            release()
            node.replaceChildren()
          }

          open(name, props = {}) {
            if (this.#dialogs.has(name)) return
            const body = h("div")
            const close = h("button", { type: "button", class: "cl-modalCloseButton", "aria-label": "Close" }, "×")
            const dialog = h("dialog", { class: "cl-modalContent", onclose: () => this.#closed(name) }, close, body)
            close.addEventListener("click", () => dialog.close())
            dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close() })
            document.body.append(dialog)
            this.#dialogs.set(name, { dialog, body })
            this.mount(name, body, { ...props, isDialog: true })
            dialog.showModal()
          }

          close(name) {
            this.#dialogs.get(name)?.dialog.close()
          }

          #closed(name) {
            const { dialog, body } = this.#dialogs.get(name)
            this.#dialogs.delete(name)
            this.unmount(body)
            dialog.remove()
          }
        }
        """#
}
