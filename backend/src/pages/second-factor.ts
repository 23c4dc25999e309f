import type { Context } from "hono";
import { html } from "hono/html";
import type { AddForm } from "./account-forms.ts";
import { button, field, type Html, problemNote, show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { qrCode } from "./qr-code.ts";
import { saidOf } from "./said.ts";
import { pageStatus } from "./sign-in.ts";

/** The forms that turn the second factor on and off. */
export function addSecondFactor({ call, frame }: PageParts, add: AddForm): void {
  const codePage = (
    c: Context,
    body: Html,
    problem?: string,
    status: 200 | 400 | 401 | 403 | 429 | 503 = 200,
  ) =>
    show(c, frame, {
      title: "Turn on the second factor",
      status,
      wide: true,
      body: html`${problemNote(problem)}${body}
<form method="post" action="/account/two-factor/verify">
${field({
  name: "code",
  label: "Code shown by the app",
  autocomplete: "one-time-code",
  numeric: true,
  minlength: 6,
  maxlength: 8,
})}
${button("Turn on")}
</form>
<p><a href="/account">Not now</a></p>`,
    }) as Promise<Response>;

  add("two-factor", "two-factor", async (c, { password }) => {
    const answer = await call(c, "/two-factor/enable", password === undefined ? {} : { password });
    if (!answer.ok) return answer;
    const { totpURI, backupCodes } = answer.body as { totpURI: string; backupCodes: string[] };
    const secret = new URL(totpURI).searchParams.get("secret") ?? "";
    return codePage(
      c,
      html`<p><strong>1.</strong> Scan this with your authenticator app:</p>
${qrCode(totpURI)}
<p class="hint">You cannot scan it? <a href="${totpURI}">Open it in an app on this device</a>, or type in this key:</p>
<pre>${secret.replace(/(.{4})/g, "$1 ").trim()}</pre>
<p><strong>2.</strong> Keep these recovery codes in a safe place. Each signs you in once without the app. They are not
shown again.</p>
${codeList(backupCodes)}
<p><strong>3.</strong> Check that the app works:</p>`,
    );
  });

  add("two-factor/verify", "two-factor", async (c, { code = "" }) => {
    const answer = await call(c, "/two-factor/verify-totp", { code: code.replace(/\s/g, "") });
    if (answer.ok) return answer;
    const hint = html`<p>If the app has no entry for this account, <a href="/account">start again</a>.</p>`;
    return codePage(c, hint, saidOf(answer), pageStatus(answer.status));
  });

  add("two-factor/codes", "two-factor", async (c, { password }) => {
    const answer = await call(
      c,
      "/two-factor/generate-backup-codes",
      password === undefined ? {} : { password },
    );
    if (!answer.ok) return answer;
    return show(c, frame, {
      title: "Your new recovery codes",
      wide: true,
      body: html`<p>Each signs you in once without the app. The old ones no longer work. These are not shown again.</p>
${codeList(answer.body["backupCodes"] as string[])}
<p><a class="button" href="/account">I have saved them</a></p>`,
    }) as Promise<Response>;
  });

  add("two-factor/off", "two-factor-off", (c, { password }) =>
    call(c, "/two-factor/disable", password === undefined ? {} : { password }),
  );
}

const codeList = (codes: string[]): Html =>
  html`<ul class="codes">${codes.map((code) => html`<li>${code}</li>`)}</ul>`;
