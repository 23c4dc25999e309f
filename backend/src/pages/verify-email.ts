import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { html } from "hono/html";
import { formOf } from "./forms.ts";
import { button, problemNote, show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { saidOf } from "./said.ts";

/** The page of the link that proves an address. It waits for a click, since mail programs open links by themselves. */
export function addVerifyEmail(app: OpenAPIHono, parts: PageParts): void {
  const { call, frame } = parts;

  function goOnOf(given: string | undefined): { callbackURL: string; formsTo: string[] } {
    const url = given === undefined ? null : URL.parse(given);
    return url !== null && parts.isTrustedOrigin(url.origin)
      ? { callbackURL: url.href, formsTo: [url.origin] }
      : { callbackURL: "", formsTo: [] };
  }

  const page = (c: Context, token: string, goOn: ReturnType<typeof goOnOf>) =>
    show(c, frame, {
      title: "Confirm your e-mail address",
      formsTo: goOn.formsTo,
      body: html`<form method="post" action="/verify-email">
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="callbackURL" value="${goOn.callbackURL}">
${button("Confirm")}
</form>`,
    });

  app.get("/verify-email", (c) => page(c, c.req.query("token") ?? "", goOnOf(c.req.query("callbackURL"))));

  app.post("/verify-email", async (c) => {
    const form = await formOf(c);
    const { token = "", callbackURL: given } = form ?? {};
    const { callbackURL, formsTo } = goOnOf(given);
    const query = new URLSearchParams({ token, ...(callbackURL === "" ? {} : { callbackURL }) });
    const answer = await call(c, `/verify-email?${query}`);
    if (answer.location !== null && callbackURL !== "") return c.redirect(answer.location, 303);
    if (answer.ok) return c.redirect("/?done=verified", 303);
    return show(c, frame, {
      title: "Confirm your e-mail address",
      status: answer.status === 429 ? 429 : 400,
      formsTo,
      body: html`${problemNote(saidOf(answer))}
<p>If your address is not confirmed yet, <a href="/sign-in">sign in</a>: you will get a new link.</p>`,
    });
  });
}
