/// The one style sheet of the instance's own pages.
enum PageStyle {
    static let css = """
        :root { color-scheme: light dark; --text: #18181b; --muted: #5f6068; --line: #d9d9de; --page: #f6f6f8; --accent: #4f46e5; }
        @media (prefers-color-scheme: dark) {
          :root { --text: #f4f4f5; --muted: #a5a6af; --line: #3b3b42; --page: #121214; --accent: #8b93ff; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 48px 20px; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }
        body.centred { display: grid; align-items: center; min-height: 100vh; }
        main { width: 100%; max-width: 640px; margin: 0 auto; }
        h1 { margin: 0 0 8px; font-size: 28px; letter-spacing: -.02em; }
        h2 { margin: 32px 0 8px; font-size: 18px; }
        a { color: var(--accent); }
        table { width: 100%; border-collapse: collapse; }
        th, td { padding: 8px 12px 8px 0; text-align: start; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
        th, dt { font-size: 14px; font-weight: 500; color: var(--muted); }
        dl { display: grid; gap: 4px; margin: 0; }
        dd { margin: 0 0 12px; overflow-wrap: anywhere; }
        """
}
