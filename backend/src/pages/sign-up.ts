import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { html } from "hono/html";
import { formOf } from "./forms.ts";
import { button, doneNote, field, problemNote, show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { personOf } from "./person.ts";
import { newPasswordField } from "./reset-password.ts";
import { saidOf } from "./said.ts";
import { pageStatus } from "./sign-in.ts";
import { socialForms, socialOrigins } from "./social.ts";

export function addSignUp(app: OpenAPIHono, { auth, call, frame, mailer, social }: PageParts): void {
  const page = (
    c: Context,
    { name = "", email = "" }: Record<string, string>,
    problem?: string,
    status: 200 | 400 | 401 | 403 | 429 | 503 = 200,
  ) =>
    show(c, frame, {
      title: "Sign up",
      status,
      formsTo: socialOrigins(social),
      body: html`${problemNote(problem)}
<form method="post" action="/sign-up">
${field({ name: "name", label: "Name", autocomplete: "name", value: name, autofocus: name === "", maxlength: 200 })}
${field({ name: "email", label: "E-mail address", type: "email", autocomplete: "username", value: email, maxlength: 254 })}
${newPasswordField("password", "Password")}
${button("Sign up")}
</form>
${socialForms(social)}
<p>Already have an account? <a href="/sign-in">Sign in</a></p>`,
    });

  app.get("/sign-up", async (c) => {
    if ((await personOf(c, auth)) !== null) return c.redirect("/account", 303);
    return page(c, {});
  });

  app.post("/sign-up", async (c) => {
    const form = (await formOf(c)) ?? {};
    const { name = "", email = "", password = "" } = form;
    if (name.trim() === "") return page(c, form, "Enter a name.", 400);
    const answer = await call(c, "/sign-up/email", { name: name.trim(), email, password });
    if (!answer.ok) return page(c, form, saidOf(answer), pageStatus(answer.status));
    if (typeof answer.body["token"] === "string")
      return c.redirect(`/account?done=${mailer.by === "none" ? "up" : "up-mail"}`, 303);
    return show(c, frame, {
      title: "Check your mail",
      body: html`${doneNote(`A mail is on its way to ${email}.`)}
<p>Open the link in it to confirm your address, then sign in. If no mail arrives, check your spam folder.</p>
${mailer.by === "mailbox" ? html`<p>In development, mails are shown in the <a href="/mailbox">mailbox</a>.</p>` : ""}
<p><a href="/sign-in">Sign in</a></p>`,
    });
  });
}
