import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { html } from "hono/html";
import { formOf } from "./forms.ts";
import { button, field, problemNote, show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { saidOf } from "./said.ts";
import { pageStatus } from "./sign-in.ts";

/** The step after the password, for whoever has a second factor: a code of the app, or a recovery code. */
export function addSecondStep(app: OpenAPIHono, { call, frame }: PageParts): void {
  const page = (c: Context, problem?: string, status: 200 | 400 | 401 | 403 | 429 | 503 = 200) =>
    show(c, frame, {
      title: "Your second factor",
      status,
      body: html`${problemNote(problem)}
<form method="post" action="/sign-in/two-factor">
${field({
  name: "code",
  label: "Code from your authenticator app",
  autocomplete: "one-time-code",
  numeric: true,
  autofocus: true,
  minlength: 6,
  maxlength: 8,
})}
<label class="check"><input type="checkbox" name="trust" value="yes"> Do not ask on this device for 30 days</label>
${button("Sign in")}
</form>
<details>
<summary>You do not have the app at hand?</summary>
<form method="post" action="/sign-in/two-factor">
${field({
  name: "recovery",
  label: "Recovery code",
  autocomplete: "off",
  hint: "One of those that you saved when you turned on the second factor. It works once.",
  maxlength: 32,
})}
${button("Sign in with a recovery code", "plain")}
</form>
</details>
<p><a href="/sign-in">Start again</a></p>`,
    });

  app.get("/sign-in/two-factor", (c) => page(c));

  app.post("/sign-in/two-factor", async (c) => {
    const { code = "", recovery, trust } = (await formOf(c)) ?? {};
    const answer =
      recovery === undefined
        ? await call(c, "/two-factor/verify-totp", {
            code: code.replace(/\s/g, ""),
            trustDevice: trust === "yes",
          })
        : await call(c, "/two-factor/verify-backup-code", { code: recovery.trim() });
    if (answer.ok) return c.redirect("/account", 303);
    return page(c, saidOf(answer), pageStatus(answer.status));
  });
}
