extension ClerkScript {
    /// The look of the widgets. A constructed sheet: a content security policy that forbids inline styles does not
    /// touch it.
    static let styles = #"""
        const STYLES = `
        .cl-rootBox, .cl-modalContent {
          --cl-surface: #fff; --cl-text: #18181b; --cl-muted: #5f6068; --cl-line: #d9d9de; --cl-input: #fff;
          --cl-primary: #4f46e5; --cl-primary-hover: #4338ca; --cl-on-primary: #fff; --cl-danger: #b91c1c;
          --cl-hover: #f4f4f5; --cl-shadow: 0 1px 2px rgb(0 0 0 / .06), 0 12px 32px -8px rgb(0 0 0 / .16);
          font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--cl-text);
        }
        @media (prefers-color-scheme: dark) {
          .cl-rootBox, .cl-modalContent {
            --cl-surface: #1d1d21; --cl-text: #f4f4f5; --cl-muted: #a5a6af; --cl-line: #3b3b42; --cl-input: #27272b;
            --cl-primary: #8b93ff; --cl-primary-hover: #a5abff; --cl-on-primary: #14141a; --cl-danger: #fca5a5;
            --cl-hover: #2b2b31; --cl-shadow: 0 0 0 1px #2f2f36, 0 16px 40px -8px rgb(0 0 0 / .6);
          }
        }
        .cl-rootBox { position: relative; display: inline-block; max-width: 100%; text-align: start; vertical-align: middle; }
        .cl-rootBox *, .cl-modalContent * { box-sizing: border-box; }
        .cl-rootBox:has(> .cl-card) { display: block; width: 100%; }
        .cl-card {
          display: grid; gap: 20px; width: 100%; max-width: 400px; margin: 0 auto; padding: 32px; border-radius: 16px;
          background: var(--cl-surface); box-shadow: var(--cl-shadow);
        }
        .cl-card p, .cl-card h1, .cl-card dl, .cl-card dd { margin: 0; }
        .cl-header { display: grid; gap: 4px; text-align: center; }
        .cl-headerTitle { font-size: 20px; font-weight: 650; line-height: 1.3; letter-spacing: -.01em; color: inherit; }
        .cl-headerSubtitle, .cl-footerAction { color: var(--cl-muted); }
        .cl-footerAction { text-align: center; font-size: 14px; }
        .cl-footerActionLink { color: var(--cl-primary); font-weight: 550; }
        .cl-footerNote {
          margin: 0 -32px -32px !important; padding: 12px; border-top: 1px solid var(--cl-line); font-size: 12px;
          text-align: center; color: var(--cl-muted);
        }
        .cl-form { display: grid; gap: 16px; margin: 0; }
        .cl-formRow { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
        .cl-formField { display: grid; gap: 6px; min-width: 0; }
        .cl-formFieldLabelRow { display: flex; justify-content: space-between; align-items: baseline; gap: 8px; }
        .cl-formFieldLabel { font-size: 14px; font-weight: 550; }
        .cl-formFieldHintText { font-size: 13px; color: var(--cl-muted); }
        .cl-formFieldInput {
          width: 100%; min-height: 42px; margin: 0; padding: 9px 12px; border: 1px solid var(--cl-line); border-radius: 8px;
          font: inherit; color: inherit; background: var(--cl-input);
        }
        .cl-formFieldInput[aria-invalid] { border-color: var(--cl-danger); }
        .cl-formAlert:empty { display: none; }
        .cl-formFieldErrorText { font-size: 14px; color: var(--cl-danger); }
        .cl-formButtonPrimary {
          min-height: 42px; padding: 9px 16px; border: 0; border-radius: 8px; font: inherit; font-weight: 600; cursor: pointer;
          color: var(--cl-on-primary); background: var(--cl-primary);
        }
        .cl-formButtonPrimary:hover { background: var(--cl-primary-hover); }
        .cl-formButtonPrimary:disabled { opacity: .6; cursor: progress; }
        .cl-rootBox :focus-visible, .cl-modalContent :focus-visible { outline: 2px solid var(--cl-primary); outline-offset: 2px; }
        .cl-avatarBox {
          position: relative; display: inline-grid; place-items: center; flex: none; overflow: hidden; border-radius: 50%;
          font-weight: 600; color: #fff; background: #4f46e5;
        }
        .cl-avatarBox__small { width: 32px; height: 32px; font-size: 13px; }
        .cl-avatarBox__medium { width: 40px; height: 40px; font-size: 15px; }
        .cl-avatarBox__large { width: 64px; height: 64px; font-size: 22px; }
        .cl-avatarImage { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; }
        .cl-userButtonTrigger {
          display: inline-flex; align-items: center; gap: 8px; padding: 0; border: 0; border-radius: 999px; font: inherit;
          color: inherit; background: none; cursor: pointer;
        }
        .cl-userButtonPopoverCard {
          position: absolute; z-index: 1000; top: calc(100% + 8px); right: 0; width: 288px; max-width: 90vw; border-radius: 12px;
          background: var(--cl-surface); box-shadow: var(--cl-shadow); overflow: hidden;
        }
        .cl-userPreview { display: flex; align-items: center; gap: 12px; min-width: 0; }
        .cl-userButtonPopoverCard .cl-userPreview { padding: 16px; }
        .cl-userPreviewTextContainer { min-width: 0; }
        .cl-userPreview p { margin: 0; overflow: hidden; text-overflow: ellipsis; }
        .cl-userPreviewMainIdentifier { font-weight: 600; }
        .cl-userPreviewSecondaryIdentifier { font-size: 14px; color: var(--cl-muted); }
        .cl-userButtonPopoverActions { display: grid; border-top: 1px solid var(--cl-line); padding: 6px; }
        .cl-userButtonPopoverActionButton {
          padding: 10px 12px; border: 0; border-radius: 8px; font: inherit; text-align: start; color: inherit; background: none;
          cursor: pointer;
        }
        .cl-userButtonPopoverActionButton:hover, .cl-userButtonPopoverActionButton:focus-visible { background: var(--cl-hover); }
        .cl-profilePage { display: grid; gap: 12px; }
        .cl-profileSection { display: grid; gap: 2px; }
        .cl-profileSection dt { font-size: 13px; color: var(--cl-muted); }
        .cl-profileSection dd { overflow-wrap: anywhere; }
        .cl-modalContent { width: 400px; max-width: calc(100vw - 32px); padding: 0; border: 0; border-radius: 16px; background: none; }
        .cl-modalContent::backdrop { background: rgb(0 0 0 / .5); }
        .cl-modalCloseButton {
          position: absolute; z-index: 1; top: 12px; inset-inline-end: 12px; width: 32px; height: 32px; border: 0;
          border-radius: 8px; font: inherit; font-size: 20px; line-height: 1; color: var(--cl-muted); background: none;
          cursor: pointer;
        }
        @media (max-width: 380px) { .cl-card { padding: 24px; } .cl-footerNote { margin: 0 -24px -24px !important; } }
        `

        function adoptStyles() {
          const sheet = new CSSStyleSheet()
          sheet.replaceSync(STYLES)
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
        }
        """#
}
