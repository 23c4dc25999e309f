import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { html } from "hono/html";
import { formOf } from "./forms.ts";
import { button, field, problemNote, show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { saidOf } from "./said.ts";

/** The page of the link in a mail, or of the operator, by which a new password is chosen. */
export function addResetPassword(app: OpenAPIHono, { call, frame }: PageParts): void {
  const page = (c: Context, token: string, problem?: string, status: 200 | 400 | 429 = 200) =>
    show(c, frame, {
      title: "Choose a new password",
      status,
      body: html`${problemNote(problem)}
<form method="post" action="/reset-password">
<input type="hidden" name="token" value="${token}">
${newPasswordField()}
${button("Save the password")}
</form>
<p class="hint">This signs you out everywhere else.</p>`,
    });

  app.get("/reset-password", (c) => page(c, c.req.query("token") ?? ""));

  app.post("/reset-password", async (c) => {
    const { token = "", newPassword = "" } = (await formOf(c)) ?? {};
    const answer = await call(c, "/reset-password", { token, newPassword });
    if (answer.ok) return c.redirect("/sign-in?done=password", 303);
    if (answer.code === "INVALID_TOKEN") {
      return show(c, frame, {
        title: "Choose a new password",
        status: 400,
        body: html`${problemNote(saidOf(answer))}
<p><a href="/forgot-password">Ask for a new link</a></p>`,
      });
    }
    return page(c, token, saidOf(answer), answer.status === 429 ? 429 : 400);
  });
}

export const newPasswordField = (name = "newPassword", label = "New password") =>
  field({
    name,
    label,
    type: "password",
    autocomplete: "new-password",
    minlength: 8,
    maxlength: 128,
    hint: "At least 8 characters. Several words work well; common passwords are refused.",
  });
