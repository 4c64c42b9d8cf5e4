/// The demo's looks: one column that widens, light and dark.
enum DemoStylesheet {
    static let text: StaticString = """
        :root { color-scheme: light dark; --ink: #1c1b22; --soft: #5b5966; --line: #e3e1ea; --paper: #ffffff; --ground: #f6f5fa;
          --accent: #6d4aff; --on-accent: #ffffff; --bad: #b3261e; --radius: 14px; }
        @media (prefers-color-scheme: dark) { :root { --ink: #f1f0f6; --soft: #a9a6b8; --line: #34323f; --paper: #1e1d26;
          --ground: #15141b; --accent: #8f75ff; --on-accent: #120d26; --bad: #ff8a80; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink);
          font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
        a { color: inherit; }
        .bar { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .9rem clamp(1rem, 5vw, 3rem);
          background: var(--paper); border-bottom: 1px solid var(--line); }
        .brand { font-weight: 700; letter-spacing: -.02em; text-decoration: none; color: var(--accent); }
        nav { display: flex; flex-wrap: wrap; gap: 1.1rem; }
        nav a { text-decoration: none; color: var(--soft); } nav a:hover { color: var(--ink); }
        main { max-width: 60rem; margin: 0 auto; padding: clamp(1.2rem, 4vw, 3rem) clamp(1rem, 5vw, 3rem); }
        h1 { font-size: clamp(1.7rem, 5vw, 2.4rem); letter-spacing: -.03em; line-height: 1.15; margin: 0 0 .4rem; }
        h2 { font-size: 1.05rem; margin: 0 0 .4rem; }
        .hero { padding: clamp(1rem, 6vw, 4rem) 0; max-width: 38rem; } .hero p { color: var(--soft); font-size: 1.1rem; }
        .subtitle, .hint, .card p { color: var(--soft); margin-top: 0; }
        .hint { font-size: .9rem; margin-bottom: 0; }
        .grid { display: grid; gap: 1rem; margin: 1.5rem 0; }
        @media (min-width: 40rem) { .grid { grid-template-columns: 1fr 1fr; } }
        .card { background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); padding: 1.2rem 1.3rem; }
        .wide { grid-column: 1 / -1; }
        .card #message { color: var(--ink); font-size: 1.15rem; overflow-wrap: anywhere; }
        button, .button { font: inherit; font-weight: 600; display: inline-block; border: 1px solid transparent; border-radius: 10px;
          padding: .5rem .95rem; background: var(--accent); color: var(--on-accent); cursor: pointer; text-decoration: none; }
        button:hover, .button:hover { filter: brightness(1.08); }
        button:focus-visible, a:focus-visible, input:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 55%, transparent);
          outline-offset: 2px; }
        button:disabled { opacity: .6; cursor: default; }
        .quiet { background: transparent; color: var(--ink); border-color: var(--line); }
        .actions { display: flex; flex-wrap: wrap; gap: .7rem; align-items: center; }
        .count { color: var(--soft); font-weight: 400; }
        ul { list-style: none; margin: 0 0 1rem; padding: 0; }
        #items li { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .55rem 0;
          border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
        #items .quiet { padding: .25rem .7rem; font-weight: 500; flex: none; }
        form { display: flex; flex-wrap: wrap; gap: .6rem; }
        input { font: inherit; flex: 1 1 12rem; min-width: 0; padding: .5rem .8rem; border: 1px solid var(--line); border-radius: 10px;
          background: var(--ground); color: var(--ink); }
        .narrow { display: grid; justify-items: center; } .narrow > * { width: min(100%, 26rem); }
        .titled { display: flex; align-items: center; justify-content: space-between; gap: 1rem; margin-bottom: 1rem; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.2rem; margin: 0; }
        dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
        code { font-size: .9em; }
        .modal { position: fixed; inset: 0; place-items: center; background: rgb(0 0 0 / .4); padding: 1rem; }
        .modal .card { width: min(100%, 26rem); }
        .appearing { animation: appear 150ms ease-out; } .vanishing { animation: appear 150ms ease-in reverse; }
        @keyframes appear { from { opacity: 0; } }
        .notice { max-width: 60rem; margin: 1rem auto 0; padding: .7rem 1.1rem; border-radius: 10px; border: 1px solid var(--line);
          background: var(--paper); } .notice.error { color: var(--bad); }
        """
}
