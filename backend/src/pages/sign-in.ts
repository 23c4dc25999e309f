import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { html } from "hono/html";
import { formOf } from "./forms.ts";
import { button, doneNote, field, problemNote, show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { passkeyButton } from "./passkey-button.ts";
import { personOf } from "./person.ts";
import { saidOf } from "./said.ts";
import { socialForms, socialOrigins } from "./social.ts";

/** What was done before one came here. */
const done: Record<string, string> = {
  verified: "Your e-mail address is confirmed. Sign in now.",
  moved: "Your account now has its new e-mail address. Sign in with it.",
  allowed: "You confirmed the change. Now open the link in the mail to the new address.",
  password: "Your new password was saved. Sign in with it.",
  deleted: "Your account and all its data were deleted.",
  out: "You are signed out.",
};

export function addSignIn(app: OpenAPIHono, parts: PageParts): void {
  const { auth, call, frame, mailer } = parts;

  const page = (
    c: Context,
    email: string,
    problem?: string,
    status: 200 | 400 | 401 | 403 | 429 | 503 = 200,
  ) =>
    show(c, frame, {
      title: "Sign in",
      status,
      scripts: parts.passkeys === null ? [] : ["passkeys.js"],
      formsTo: socialOrigins(parts.social),
      body: html`${problemNote(problem)}${problem === undefined ? doneNote(done[c.req.query("done") ?? ""]) : ""}
<form method="post" action="/sign-in">
${field({ name: "email", label: "E-mail address", type: "email", autocomplete: "username", value: email, autofocus: email === "", maxlength: 254 })}
${field({ name: "password", label: "Password", type: "password", autocomplete: "current-password", autofocus: email !== "", maxlength: 128 })}
${button("Sign in")}
</form>
${passkeyButton(c, parts, "sign-in")}
${socialForms(parts.social)}
<p><a href="/forgot-password">Forgot your password?</a></p>
<p>No account yet? <a href="/sign-up">Sign up</a></p>`,
    });

  app.get("/sign-in", async (c) => {
    if ((await personOf(c, auth)) !== null) return c.redirect("/account", 303);
    return page(c, "");
  });

  app.post("/sign-in", async (c) => {
    const { email = "", password = "" } = (await formOf(c)) ?? {};
    const answer = await call(c, "/sign-in/email", { email, password });
    if (answer.body["twoFactorRedirect"] === true) return c.redirect("/sign-in/two-factor", 303);
    if (answer.ok) return c.redirect("/account", 303);
    const where =
      answer.code === "EMAIL_NOT_VERIFIED" && mailer.by === "mailbox"
        ? " In development it is in the mailbox."
        : "";
    return page(c, email, saidOf(answer) + where, pageStatus(answer.status));
  });
}

/** Of a page that says what was wrong. */
export function pageStatus(status: number): 400 | 401 | 403 | 429 | 503 {
  if (status === 401 || status === 403 || status === 429) return status;
  return status >= 500 ? 503 : 400;
}
