import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { html } from "hono/html";
import { type LinkFacts, linkFacts } from "../mail/link-facts.ts";
import { formOf } from "./forms.ts";
import { button, problemNote, show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { saidOf } from "./said.ts";

/** What the page says, and what was done after it. */
const kinds: Record<LinkFacts["kind"], { title: string; text: string; button: string; done: string }> = {
  address: { title: "Confirm your e-mail address", text: "", button: "Confirm", done: "verified" },
  "new-address": {
    title: "Confirm your new e-mail address",
    text: "It will become the address of your account.",
    button: "Confirm",
    done: "moved",
  },
  "leave-address": {
    title: "Confirm the change of your e-mail address",
    text: "The mail says which address your account will get. A link is sent to that address next.",
    button: "Confirm the change",
    done: "allowed",
  },
};

/** The page of the link that proves an address. It waits for a click, since mail programs open links by themselves. */
export function addVerifyEmail(app: OpenAPIHono, parts: PageParts): void {
  const { call, frame } = parts;

  function goOnOf(given: string | undefined): { callbackURL: string; formsTo: string[] } {
    const url = given === undefined ? null : URL.parse(given);
    return url !== null && parts.isTrustedOrigin(url.origin)
      ? { callbackURL: url.href, formsTo: [url.origin] }
      : { callbackURL: "", formsTo: [] };
  }

  const page = (c: Context, token: string, goOn: ReturnType<typeof goOnOf>) => {
    const { title, text, button: word } = kinds[linkFacts(token).kind];
    return show(c, frame, {
      title,
      formsTo: goOn.formsTo,
      body: html`${text === "" ? "" : html`<p>${text}</p>`}
<form method="post" action="/verify-email">
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="callbackURL" value="${goOn.callbackURL}">
${button(word)}
</form>`,
    });
  };

  app.get("/verify-email", (c) => page(c, c.req.query("token") ?? "", goOnOf(c.req.query("callbackURL"))));

  app.post("/verify-email", async (c) => {
    const form = await formOf(c);
    const { token = "", callbackURL: given } = form ?? {};
    const { callbackURL, formsTo } = goOnOf(given);
    const query = new URLSearchParams({ token, ...(callbackURL === "" ? {} : { callbackURL }) });
    const answer = await call(c, `/verify-email?${query}`);
    if (answer.location !== null && callbackURL !== "") return c.redirect(answer.location, 303);
    if (answer.ok) return c.redirect(`/?done=${kinds[linkFacts(token).kind].done}`, 303);
    return show(c, frame, {
      title: kinds[linkFacts(token).kind].title,
      status: answer.status === 429 ? 429 : 400,
      formsTo,
      body: html`${problemNote(saidOf(answer))}
${
  linkFacts(token).kind === "address"
    ? html`<p>If your address is not confirmed yet, <a href="/sign-in">sign in</a>: you will get a new link.</p>`
    : html`<p>If your account still has the old address, request the change again <a href="/account">in your account</a>.</p>`
}`,
    });
  });
}
