import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html } from "hono/html";
import { answerFaults } from "../requests/answer-faults.ts";
import { addFiles } from "./files.ts";
import { addForgotPassword } from "./forgot-password.ts";
import { isOwnForm } from "./forms.ts";
import { addMailbox } from "./mailbox.ts";
import { show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { addResetPassword } from "./reset-password.ts";
import { addVerifyEmail } from "./verify-email.ts";

/** Everything under these is a page. */
const places = ["/verify-email", "/forgot-password", "/reset-password", "/mailbox"];

/** The pages for the people who sign in. They work without a script wherever a browser has no need of one. */
export function addPages(app: OpenAPIHono, parts: PageParts): void {
  const refuse = (c: Context, status: 403 | 413, text: string) =>
    show(c, parts.frame, { title: "That did not work", status, body: html`<p>${text}</p>` });
  const limit = bodyLimit({
    maxSize: 64 * 1024,
    onError: (c) => refuse(c, 413, "What was sent is too long.") as Promise<Response>,
  });
  for (const place of places) {
    app.use(`${place}/*`, answerFaults(), limit, async (c, next) => {
      if (c.req.method === "POST" && !isOwnForm(c, parts.own)) {
        return refuse(
          c,
          403,
          "This form was not sent from a page of this service, or the page was opened at an address that the service does not know. Its operator sets that address in BETTER_AUTH_URL.",
        );
      }
      return next();
    });
  }
  addFiles(app);
  addVerifyEmail(app, parts);
  addForgotPassword(app, parts);
  addResetPassword(app, parts);
  if (parts.mailer.mailbox !== null) addMailbox(app, parts.mailer.mailbox, parts);
}
