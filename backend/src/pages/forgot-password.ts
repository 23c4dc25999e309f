import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { html } from "hono/html";
import { formOf } from "./forms.ts";
import { button, doneNote, field, problemNote, show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { saidOf } from "./said.ts";

/** Asks for a mail with a link to a new password. It says the same whether the address has an account or not. */
export function addForgotPassword(app: OpenAPIHono, { call, frame, mailer }: PageParts): void {
  const page = (c: Context, email = "", problem?: string, status: 200 | 400 | 429 = 200) =>
    show(c, frame, {
      title: "Forgot your password?",
      status,
      body:
        mailer.by === "none"
          ? html`<p>This service does not send mail. Ask its operator, who can give you a link to choose a new password.</p>
<p><a href="/sign-in">Back to sign-in</a></p>`
          : html`${problemNote(problem)}
<p>You will get a mail with a link to choose a new password.</p>
<form method="post" action="/forgot-password">
${field({ name: "email", label: "E-mail address", type: "email", autocomplete: "username", value: email, autofocus: true, maxlength: 254 })}
${button("Send the mail")}
</form>
<p><a href="/sign-in">Back to sign-in</a></p>`,
    });

  app.get("/forgot-password", (c) => page(c, c.req.query("email")));

  app.post("/forgot-password", async (c) => {
    const { email = "" } = (await formOf(c)) ?? {};
    const answer = await call(c, "/request-password-reset", { email });
    if (!answer.ok) return page(c, email, saidOf(answer), answer.status === 429 ? 429 : 400);
    return show(c, frame, {
      title: "Check your mail",
      body: html`${doneNote(`If there is an account with ${email}, a mail is on its way to it.`)}
<p>The link in it works for half an hour. If no mail arrives, check your spam folder.</p>
${mailer.by === "mailbox" ? html`<p>In development, mails are shown in the <a href="/mailbox">mailbox</a>.</p>` : ""}
<p><a href="/sign-in">Back to sign-in</a></p>`,
    });
  });
}
