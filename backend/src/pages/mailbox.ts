import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { html } from "hono/html";
import type { Mailbox } from "../mail/mailbox.ts";
import { type Html, show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { problemPage } from "./problem-pages.ts";

/**
 * What was sent in development. Whoever reads it can take over every account: it is shown to a browser on this machine that
 * knows this process by its own name, and so to no page that only leads here.
 */
export function addMailbox(app: OpenAPIHono, mailbox: Mailbox, { frame, own }: PageParts): void {
  const mayRead = (c: Context): boolean => {
    const { incoming } = (c.env ?? {}) as { incoming?: { socket: { remoteAddress?: string } } };
    const here = /^(127\.|::1$|::ffff:127\.)/.test(incoming?.socket.remoteAddress ?? "");
    const passedOn = ["forwarded", "x-forwarded-for", "x-real-ip", "via"].some((name) => c.req.header(name));
    return here && !passedOn && own.includes(new URL(c.req.url).origin);
  };
  app.use("/mailbox/*", (c, next) => (mayRead(c) ? next() : Promise.resolve(problemPage(c, frame, 404))));

  app.get("/mailbox", (c) =>
    show(c, frame, {
      title: "Mailbox",
      wide: true,
      body: html`<p>SMTP_URL is not set: in development, mails are shown here and not sent. The last 50 are kept until the
backend stops.</p>
${
  mailbox.all().length === 0
    ? html`<p>There are no mails yet. Sign up, or ask for a new password.</p>`
    : html`<ul class="list">${mailbox.all().map(
        ({ id, to, subject, at }) => html`<li><a href="/mailbox/${id}">${subject}</a>
<span class="hint">to ${to}, ${at.toLocaleTimeString("en-GB")}</span></li>`,
      )}</ul>`
}`,
    }),
  );

  app.get("/mailbox/:id", (c) => {
    const mail = mailbox.find(c.req.param("id"));
    if (mail === undefined) return problemPage(c, frame, 404);
    return show(c, frame, {
      title: mail.subject,
      wide: true,
      body: html`<p class="hint">To ${mail.to}</p>
<pre class="mail">${withLinks(mail.text, new URL(c.req.url).origin, own)}</pre>
<p><a href="/mailbox">All mails</a></p>`,
    });
  });
}

/** Links lead to the name at which the mailbox is open: under another one of ours the browser is not signed in. */
function withLinks(text: string, here: string, own: readonly string[]): (string | Html)[] {
  return text.split(/(https?:\/\/\S+)/).map((part, i) => {
    if (i % 2 === 0) return part;
    const origin = URL.parse(part)?.origin ?? "";
    return html`<a href="${own.includes(origin) ? here + part.slice(origin.length) : part}">${part}</a>`;
  });
}
