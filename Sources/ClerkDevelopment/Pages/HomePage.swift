/// What the instance is, who can sign in, and what to put into an application's environment.
struct HomePage: Sendable {
    let store: InstanceStore
    let endpoint: InstanceEndpoint

    /// The secret key is not on it: a page can be read over a shoulder.
    var html: String {
        let page: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Development Clerk</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/style.css">
            </head>
            <body>
            <main>
            <h1>Development Clerk</h1>
            <p>A Clerk instance of its own, for development and tests. It runs on this machine, answers this machine only, and keeps
            no real accounts.</p>
            <h2>Who can sign in</h2>
            <table>
            <thead><tr><th scope="col">Name</th><th scope="col">Email address</th><th scope="col">Password</th></tr></thead>
            <tbody>\(rows)</tbody>
            </table>
            <h2>For the application</h2>
            <dl>
            <dt>Publishable key</dt><dd><code>\(endpoint.publishableKey)</code></dd>
            <dt>Frontend API</dt><dd><code>\(endpoint.frontendAPIURL)</code></dd>
            <dt>Public keys</dt><dd><a href="/.well-known/jwks.json">/.well-known/jwks.json</a></dd>
            </dl>
            <p><a href="/sign-in">Hosted sign-in page</a></p>
            </main>
            </body>
            </html>
            """
        return page.text
    }

    private var rows: [HTML] {
        store.instance.users.map { user in
            let seed = store.seedUsers.first { $0.user.id == user.id }
            let password = seed?.password ?? "chosen at sign-up"
            return "<tr><td>\(user.name)</td><td>\(user.email)</td><td>\(password)</td></tr>"
        }
    }
}
