import type { OpenAPIHono } from "@hono/zod-openapi";
import { html } from "hono/html";
import { show } from "./page.ts";
import type { PageParts } from "./parts.ts";

/** Where Better Auth sends a browser when a sign-in with another service fails, by its codes in small letters. */
const texts: Record<string, string> = {
  access_denied: "You did not allow access there.",
  account_not_linked:
    "There is already an account with this e-mail address. Sign in as before, and connect the other service in your account.",
  unable_to_link_account:
    "There is already an account with this e-mail address, or the other service has not confirmed the address. Sign in as before.",
  banned: "This account was disabled by the operator of this service.",
  banned_user: "This account was disabled by the operator of this service.",
  email_not_verified:
    "The other service has not confirmed your e-mail address. Open the link in the mail that was sent to you, then sign in.",
  email_not_found: "The other service did not provide an e-mail address.",
  "email_doesn't_match": "The other service has a different e-mail address from the one in your account.",
  account_already_linked_to_different_user: "It already belongs to another account here.",
  state_mismatch: "That took too long, or was started in another browser. Start again.",
  please_restart_the_process: "That took too long, or was started in another browser. Start again.",
  state_not_found: "That took too long, or was started in another browser. Start again.",
  invalid_token: "This link no longer works. It was already used, or it has expired.",
};

/** In place of Better Auth's own page. What is in the address is shown as a code at most, so that nobody can write on it. */
export function addError(app: OpenAPIHono, { frame }: PageParts): void {
  app.get("/error", (c) => {
    const given = c.req.query("error") ?? "";
    const code = /^[A-Za-z0-9_'-]{1,60}$/.test(given) ? given : "unknown";
    return show(c, frame, {
      title: "That did not work",
      status: 400,
      body: html`<p>${texts[code.toLowerCase()] ?? "Something went wrong. Start again."}</p>
<p class="hint">Code: ${code}</p>
<p><a href="/sign-in">Back to sign-in</a></p>`,
    });
  });
}
