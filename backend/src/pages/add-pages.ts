import type { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { addAccount } from "./account.ts";
import { addError } from "./error.ts";
import { addFiles } from "./files.ts";
import { addForgotPassword } from "./forgot-password.ts";
import { isOwnForm } from "./forms.ts";
import { addMailbox } from "./mailbox.ts";
import type { PageParts } from "./parts.ts";
import { personOf } from "./person.ts";
import { faultPages, problemPage } from "./problem-pages.ts";
import { addResetPassword } from "./reset-password.ts";
import { addSecondStep } from "./second-step.ts";
import { addSignIn } from "./sign-in.ts";
import { addSignUp } from "./sign-up.ts";
import { addSocial } from "./social.ts";
import { addStatus } from "./status.ts";
import { addVerifyEmail } from "./verify-email.ts";

/** Everything under these is a page. */
const places = [
  "/sign-up",
  "/sign-in",
  "/forgot-password",
  "/reset-password",
  "/verify-email",
  "/account",
  "/mailbox",
  "/status",
  "/error",
];

/** The pages for the people who sign in. They work without a script wherever a browser has no need of one. */
export function addPages(app: OpenAPIHono, parts: PageParts): void {
  const { frame, own } = parts;
  const limit = bodyLimit({
    maxSize: 64 * 1024,
    onError: (c) => problemPage(c, frame, 413) as Promise<Response>,
  });
  for (const place of places) {
    app.use(`${place}/*`, faultPages(frame), limit, async (c, next) => {
      if (c.req.method === "POST" && !isOwnForm(c, own)) return problemPage(c, frame, 403);
      return next();
    });
  }
  // By its cookie a browser comes to its account from here, and everybody else to the sign-in; what was done goes with it.
  app.get("/", async (c) => {
    const to = (await personOf(c, parts.auth)) === null ? "/sign-in" : "/account";
    return c.redirect(to + new URL(c.req.url).search, 303);
  });
  addFiles(app);
  addSignUp(app, parts);
  addSignIn(app, parts);
  addSecondStep(app, parts);
  addSocial(app, parts);
  addAccount(app, parts);
  addStatus(app, parts);
  addError(app, parts);
  addVerifyEmail(app, parts);
  addForgotPassword(app, parts);
  addResetPassword(app, parts);
  if (parts.mailer.mailbox !== null) addMailbox(app, parts.mailer.mailbox, parts);
}
