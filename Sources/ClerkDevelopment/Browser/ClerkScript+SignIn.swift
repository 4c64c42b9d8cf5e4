extension ClerkScript {
    /// The sign-in and sign-up forms.
    static let signInWidgets = #"""
        /** A labelled input with room for one error. */
        function field({ name, label, type, autocomplete, required = true, value = "", hint, minlength }) {
          const id = uniqueId(name)
          const hintElement = hint && h("p", { class: "cl-formFieldHintText", id: `${id}-hint` }, hint)
          const input = h("input", {
            class: "cl-formFieldInput", id, name, type, autocomplete, required, value, minlength,
            "aria-describedby": hint && `${id}-hint`,
            ...(type === "password" ? {} : { autocapitalize: "none", spellcheck: "false" }),
          })
          const optional = !required && h("span", { class: "cl-formFieldHintText" }, "Optional")
          const row = h("div", { class: "cl-formField" },
            h("div", { class: "cl-formFieldLabelRow" }, h("label", { class: "cl-formFieldLabel", for: id }, label), optional || null),
            input, hintElement)
          return { input, row }
        }

        /**
         * A form that sends its fields once, shows one error, and moves the focus to the field at fault.
         * `parameters` maps the API's names to the form's.
         */
        function authForm(fields, parameters, submit) {
          const alert = h("div", { class: "cl-formAlert" })
          const button = h("button", { type: "submit", class: "cl-formButtonPrimary" }, "Continue")
          const form = h("form", { class: "cl-form", novalidate: true }, ...fields.map(({ row }) => row), alert, button)

          const show = (message, input) => {
            const id = uniqueId("error")
            alert.replaceChildren(h("p", { class: "cl-formFieldErrorText", role: "alert", id }, message))
            input?.setAttribute("aria-invalid", "true")
            input?.setAttribute("aria-errormessage", id)
            input?.focus()
          }
          const clear = () => {
            alert.replaceChildren()
            fields.forEach(({ input }) => {
              input.removeAttribute("aria-invalid")
              input.removeAttribute("aria-errormessage")
            })
          }
          const send = async () => {
            const invalid = fields.map(({ input }) => input).find((input) => !input.checkValidity())
            if (invalid) return show(invalid.validationMessage, invalid)
            button.disabled = true
            try {
              await submit(Object.fromEntries(fields.map(({ input }) => [input.name, input.value])))
            } catch (error) {
              const first = error.errors?.[0]
              const name = parameters[first?.meta.paramName]
              const input = fields.map((each) => each.input).find((each) => each.name === name)
              show(first?.longMessage || "Clerk is out of reach. Check that it is running, and try again.", input)
            } finally {
              button.disabled = false
            }
          }
          form.addEventListener("submit", (event) => {
            event.preventDefault()
            clear()
            send()
          })
          return form
        }

        const footer = (question, link, href) =>
          h("p", { class: "cl-footerAction" }, `${question} `, h("a", { class: "cl-footerActionLink", href }, link))

        /** The page's own `redirect_url` goes along to the other form. */
        const returnAddress = (props) =>
          props.forceRedirectUrl || new URL(window.location.href).searchParams.get("redirect_url") || props.fallbackRedirectUrl

        /** Somebody is signed in: nothing to ask for. Returns what releases the widget. */
        function unlessSignedIn(clerk, root, after, draw) {
          if (clerk.session) {
            root.append(card("You are signed in", clerk.user.primaryEmailAddress?.emailAddress))
            clerk.navigate(after)
          } else {
            draw()
          }
          return () => {}
        }

        function SignIn(clerk, root, props) {
          const after = () => clerk.buildAfterSignInUrl(props)
          return unlessSignedIn(clerk, root, after(), () => {
            const identifier = field({
              name: "identifier", label: "Email address", type: "email", autocomplete: "username",
              value: props.initialValues?.emailAddress || "",
            })
            const password = field({ name: "password", label: "Password", type: "password", autocomplete: "current-password" })
            const form = authForm([identifier, password], { identifier: "identifier", password: "password" }, async (values) => {
              const session = await clerk.__signIn(values)
              await clerk.setActive({ session, redirectUrl: after() })
              if (props.isDialog) clerk.closeSignIn()
            })
            const signUp = props.signUpUrl || clerk.buildSignUpUrl({ redirectUrl: returnAddress(props) })
            root.append(card("Sign in", "Welcome back. Sign in to continue.", form, footer("No account yet?", "Sign up", signUp)))
          })
        }

        function SignUp(clerk, root, props) {
          const after = () => clerk.buildAfterSignUpUrl(props)
          return unlessSignedIn(clerk, root, after(), () => {
            const minlength = clerk.__environment.user_settings.password_settings.min_length
            const fields = [
              field({ name: "firstName", label: "First name", type: "text", autocomplete: "given-name", required: false }),
              field({ name: "lastName", label: "Last name", type: "text", autocomplete: "family-name", required: false }),
              field({ name: "emailAddress", label: "Email address", type: "email", autocomplete: "email" }),
              field({
                name: "password", label: "Password", type: "password", autocomplete: "new-password", minlength,
                hint: `${minlength} characters or more.`,
              }),
            ]
            const parameters = {
              first_name: "firstName", last_name: "lastName", email_address: "emailAddress", password: "password",
            }
            const form = authForm(fields, parameters, async ({ firstName, lastName, emailAddress, password }) => {
              const session = await clerk.__signUp({
                first_name: firstName, last_name: lastName, email_address: emailAddress, password,
              })
              await clerk.setActive({ session, redirectUrl: after() })
              if (props.isDialog) clerk.closeSignUp()
            })
            form.prepend(h("div", { class: "cl-formRow" }, fields[0].row, fields[1].row))
            const signIn = props.signInUrl || clerk.buildSignInUrl({ redirectUrl: returnAddress(props) })
            root.append(card("Create an account", "It lives on this machine only.", form,
              footer("Have an account?", "Sign in", signIn)))
          })
        }
        """#
}
