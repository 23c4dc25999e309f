import type { Context } from "hono";
import { html } from "hono/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** What `html` makes: text of which every value in it was escaped. */
export type Html = ReturnType<typeof html>;

export interface Page {
  title: string;
  body: Html;
  status?: ContentfulStatusCode;
  /** Files of ours in /pages that the page runs. */
  scripts?: string[];
  /** Origins to which a form of the page leads in the end, in addition to our own: a browser follows no form elsewhere. */
  formsTo?: string[];
  /** Wider, for lists and tables. */
  wide?: boolean;
}

/** What is the same on every page. */
export interface Frame {
  appName: string;
  /** Links at the foot: [address, text]. */
  links: [string, string][];
}

/** A whole page: no script but files of ours, nothing from elsewhere, and kept by no cache. */
export function show(c: Context, frame: Frame, page: Page): Response | Promise<Response> {
  const { title, body, status = 200, scripts = [], formsTo = [], wide = false } = page;
  c.header("content-security-policy", policy(formsTo));
  c.header("referrer-policy", "same-origin");
  c.header("cache-control", "no-store");
  c.header("cross-origin-opener-policy", "same-origin");
  return c.html(
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${frame.appName}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/pages/style.css">
${scripts.map((name) => html`<script src="/pages/${name}" defer></script>`)}
</head>
<body>
<header><a href="/">${frame.appName}</a></header>
<main${wide ? html` class="wide"` : ""}>
<h1>${title}</h1>
${body}
</main>
<footer><nav aria-label="More">${frame.links.map(([to, text]) => html`<a href="${to}">${text}</a> `)}</nav></footer>
</body>
</html>`,
    status,
  );
}

function policy(formsTo: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    `form-action ${["'self'", ...formsTo].join(" ")}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** What went wrong, read out at once. */
export const problemNote = (text: string | null | undefined): Html | "" =>
  text ? html`<p class="note problem" role="alert">${text}</p>` : "";

/** What was done. */
export const doneNote = (text: string | null | undefined): Html | "" =>
  text ? html`<p class="note done" role="status">${text}</p>` : "";

export interface Field {
  /** Where a page has several fields of one name. */
  id?: string;
  name: string;
  label: string;
  type?: "text" | "email" | "password";
  autocomplete: string;
  value?: string | undefined;
  hint?: string;
  /** Attributes that are there or not. */
  autofocus?: boolean;
  numeric?: boolean;
  minlength?: number;
  maxlength?: number;
}

/** A labelled input. Each is required: what may be left out is not asked. */
export function field({ name, label, type = "text", autocomplete, value = "", hint, ...more }: Field): Html {
  const { id = name, autofocus = false, numeric = false, minlength, maxlength } = more;
  return html`<p class="field">
<label for="${id}">${label}</label>
<input id="${id}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${value}" required${
    autofocus ? html` autofocus` : ""
  }${numeric ? html` inputmode="numeric"` : ""}${minlength ? html` minlength="${String(minlength)}"` : ""}${
    maxlength ? html` maxlength="${String(maxlength)}"` : ""
  }${hint ? html` aria-describedby="${id}-hint"` : ""}>
${hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : ""}
</p>`;
}

export const button = (text: string, kind: "primary" | "plain" | "danger" = "primary"): Html =>
  html`<p><button class="${kind}" type="submit">${text}</button></p>`;
