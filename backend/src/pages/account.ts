import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { html } from "hono/html";
import { accountFactsOf } from "./account-facts.ts";
import { addAccountForms } from "./account-forms.ts";
import * as sections from "./account-sections.ts";
import { button, doneNote, problemNote, show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { type Person, personOf } from "./person.ts";

/** What was done before one came here. */
const done: Record<string, string> = {
  up: "You are signed up and signed in.",
  "up-mail": "You are signed up and signed in. A mail with a link that confirms your address is on its way.",
  verified: "Your e-mail address is confirmed.",
  moved: "Your account now has its new e-mail address.",
  allowed: "You confirmed the change. Now open the link in the mail to the new address.",
  name: "Your name was saved.",
  sent: "A mail with a link is on its way to you.",
  address: "A mail is on its way. Your address changes once you have opened the links that are sent.",
  password: "Your password was changed.",
  "two-factor": "The second factor is on. You are asked for a code when you sign in.",
  "two-factor-off": "The second factor is off.",
  passkey: "The passkey was added. You can sign in with it.",
  "passkey-removed": "The passkey was removed.",
  session: "The session was ended.",
  sessions: "All other sessions were ended.",
  linked: "The other service was connected.",
  unlinked: "The other service was disconnected.",
};

export type AccountPage = (
  c: Context,
  person: Person,
  problem?: string,
  status?: 200 | 400 | 401 | 403 | 429 | 503,
) => Promise<Response>;

/** The page of whoever is signed in: everything that one can do with one's account. */
export function addAccount(app: OpenAPIHono, parts: PageParts): void {
  const page: AccountPage = async (c, person, problem, status = 200) => {
    const facts = await accountFactsOf(parts.auth, person);
    const said = problem === undefined ? doneNote(done[c.req.query("done") ?? ""]) : problemNote(problem);
    return show(c, parts.frame, {
      title: "Your account",
      status,
      wide: true,
      scripts: parts.passkeys === null ? [] : ["passkeys.js"],
      formsTo: sections.originsOfForms(parts),
      body: html`${said}
${sections.profile(person, parts)}
<form method="post" action="/account/sign-out">${button("Sign out", "plain")}</form>
${sections.address(person, parts)}
${sections.password(facts, parts)}
${sections.secondFactor(person, facts)}
${sections.passkeys(c, facts, parts)}
${sections.otherServices(facts, parts)}
${sections.sessions(person, facts)}
${sections.data()}`,
    });
  };

  app.get("/account", async (c) => {
    const person = await personOf(c, parts.auth);
    return person === null ? c.redirect("/sign-in", 303) : page(c, person);
  });
  addAccountForms(app, parts, page);
}
