import type { Context } from "hono";
import { html } from "hono/html";
import type { Html } from "./page.ts";
import type { PageParts } from "./parts.ts";

/**
 * A button for files/passkeys.js, which shows it where the browser can do it: passkeys are the one thing here that no form
 * can do.
 */
export function passkeyButton(
  c: Context,
  { passkeys, own }: Pick<PageParts, "passkeys" | "own">,
  what: "sign-in" | "register",
): Html | "" {
  if (passkeys === null) return "";
  // Behind a proxy this process is asked for by another name than the browser's.
  const origin = new URL(c.req.url).origin;
  if (own.includes(origin) && !passkeys.origins.includes(origin) && passkeys.host === "localhost") {
    const there = new URL(c.req.path, passkeys.origins[0]).href;
    return what === "sign-in"
      ? ""
      : html`<p class="hint">Browsers need a host name for passkeys: open <a href="${there}">${there}</a> to add one.</p>`;
  }
  const text = what === "sign-in" ? "Sign in with a passkey" : "Add a passkey";
  return html`<div data-passkey="${what}" hidden>
<p class="note problem" role="alert" hidden></p>
<p><button class="plain" type="button">${text}</button></p>
</div>
${what === "register" ? html`<noscript><p class="hint">To add a passkey, allow scripts on this page.</p></noscript>` : ""}`;
}
