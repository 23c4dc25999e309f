import type { Context, MiddlewareHandler } from "hono";
import { html } from "hono/html";
import { requestContext } from "../requests/request-context.ts";
import { type Frame, show } from "./page.ts";

const problems = {
  403: {
    title: "That did not work",
    text: "This form was not sent from a page of this service, or the page was opened at an address that the service does not know. Its operator sets that address in BETTER_AUTH_URL.",
  },
  404: { title: "Page not found", text: "The address may be misspelled, or the page no longer exists." },
  413: { title: "That did not work", text: "What you sent is too long." },
  500: { title: "That did not work", text: "Something went wrong. See the log of the backend." },
  503: { title: "That did not work", text: "The database is not answering right now. Try again." },
} as const;

/** What a problem is for scripts, as a page for people. */
export function problemPage(
  c: Context,
  frame: Frame,
  status: keyof typeof problems,
): Response | Promise<Response> {
  const { title, text } = problems[status];
  return show(c, frame, { title, status, body: html`<p>${text}</p><p><a href="/">Continue</a></p>` });
}

/** Whether a browser asks for a page, and not a script for data. */
export function wantsPage(c: Context): boolean {
  return !c.req.path.startsWith("/api/") && /\btext\/html\b/.test(c.req.header("accept") ?? "");
}

/** What the database could not do is no success, whatever the page says. */
export function faultPages(frame: Frame): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const fault = requestContext()?.fault;
    if (fault === undefined) return;
    // Without it, headers of the answer that was made would stay, a session's cookie among them.
    c.res = undefined;
    c.res = await problemPage(c, frame, fault === "unavailable" ? 503 : 500);
  };
}
