import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { html } from "hono/html";
import type { AccountPage } from "./account.ts";
import { accountFactsOf } from "./account-facts.ts";
import type { Answer } from "./call.ts";
import { formOf } from "./forms.ts";
import { button, field, problemNote, show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { type Person, personOf } from "./person.ts";
import { saidOf } from "./said.ts";
import { addSecondFactor } from "./second-factor.ts";
import { pageStatus } from "./sign-in.ts";

type Form = Record<string, string>;

/** A form of whoever is signed in. Gives an answer of Better Auth, or the answer to the browser. */
type Work = (c: Context, form: Form, person: Person) => Promise<Answer | Response | null>;

/** Adds the form at /account/`place`; once it is done, the browser is at `/account?done=`. */
export type AddForm = (place: string, done: string, work: Work) => void;

export function addAccountForms(app: OpenAPIHono, parts: PageParts, page: AccountPage): void {
  const { auth, call, frame } = parts;

  const add: AddForm = (place, done, work) => {
    app.post(`/account/${place}`, async (c) => {
      const person = await personOf(c, auth);
      if (person === null) return c.redirect("/sign-in", 303);
      const answer = await work(c, (await formOf(c)) ?? {}, person);
      if (answer instanceof Response) return answer;
      if (answer === null) return page(c, person, "That did not work.", 400);
      if (!answer.ok) return page(c, person, saidOf(answer), pageStatus(answer.status));
      return c.redirect(done.startsWith("/") ? done : `/account?done=${done}`, 303);
    });
  };

  add("sign-out", "/sign-in?done=out", (c) => call(c, "/sign-out", {}));
  add("name", "name", async (c, { name = "" }) =>
    name.trim() === "" ? null : call(c, "/update-user", { name: name.trim() }),
  );
  add("verify", "sent", (c, _form, { email }) => call(c, "/send-verification-email", { email }));
  add("address", "address", (c, { newEmail = "" }) => call(c, "/change-email", { newEmail }));
  add("password", "password", (c, { currentPassword = "", newPassword = "", others }) =>
    call(c, "/change-password", { currentPassword, newPassword, revokeOtherSessions: others === "yes" }),
  );
  add("passkey/remove", "passkey-removed", (c, { id = "" }) => call(c, "/passkey/delete-passkey", { id }));
  add("session/end", "session", async (c, { id }, person) => {
    const { sessions } = await accountFactsOf(auth, person);
    const token = sessions.find((session) => session.id === id)?.token;
    return token === undefined ? null : call(c, "/revoke-session", { token });
  });
  add("session/end-others", "sessions", (c) => call(c, "/revoke-other-sessions", {}));
  add("unlink", "unlinked", async (c, { provider }, person) => {
    const { providers } = await accountFactsOf(auth, person);
    const account = providers.find((one) => one.provider === provider);
    return account === undefined ? null : call(c, "/unlink-account", { accountId: account.id });
  });
  add("link", "linked", async (c, { provider = "" }) => {
    const answer = await call(c, "/link-social", {
      provider,
      callbackURL: "/account?done=linked",
      errorCallbackURL: "/error",
    });
    const to = answer.body["url"];
    return answer.ok && typeof to === "string" ? c.redirect(to, 303) : answer;
  });
  addSecondFactor(parts, add);

  const deletePage = async (
    c: Context,
    person: Person,
    problem?: string,
    status: 200 | 400 | 401 | 403 | 429 | 503 = 200,
  ) => {
    const { hasPassword } = await accountFactsOf(auth, person);
    return show(c, frame, {
      title: "Delete your account?",
      status,
      body: html`${problemNote(problem)}
<p>The account of ${person.email} and all its data are deleted immediately. This cannot be undone.</p>
<form method="post" action="/account/delete">
${
  hasPassword
    ? field({
        name: "password",
        label: "Password",
        type: "password",
        autocomplete: "current-password",
        maxlength: 128,
      })
    : field({
        name: "email",
        label: "Your e-mail address, to confirm the deletion",
        type: "email",
        autocomplete: "off",
        maxlength: 254,
      })
}
${button("Delete my account", "danger")}
</form>
<p><a href="/account">Keep it</a></p>`,
    });
  };
  app.get("/account/delete", async (c) => {
    const person = await personOf(c, auth);
    return person === null ? c.redirect("/sign-in", 303) : deletePage(c, person);
  });
  add("delete", "/sign-in?done=deleted", async (c, { password, email }, person) => {
    if (password === undefined && email?.toLowerCase() !== person.email) {
      return deletePage(c, person, "This is not the e-mail address of your account.", 400);
    }
    const answer = await call(c, "/delete-user", password === undefined ? {} : { password });
    return answer.ok ? answer : deletePage(c, person, saidOf(answer), pageStatus(answer.status));
  });
}
