import type { Context } from "hono";
import { html } from "hono/html";
import { type SocialProvider, socialProviders } from "../config/social-config.ts";
import type { AccountFacts } from "./account-facts.ts";
import { deviceOf } from "./device.ts";
import { button, field, type Html } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { passkeyButton } from "./passkey-button.ts";
import type { Person } from "./person.ts";
import { newPasswordField } from "./reset-password.ts";
import { socialOrigins } from "./social.ts";

/** Connecting another service leads there. */
export const originsOfForms = ({ social }: PageParts): string[] => socialOrigins(social);

export function profile({ name, email, emailVerified }: Person, { mailer }: PageParts): Html {
  const unconfirmed = html` <span class="hint">not confirmed</span>`;
  return html`<dl><dt>Name</dt><dd>${name}</dd><dt>E-mail</dt><dd>${email}${emailVerified ? "" : unconfirmed}</dd></dl>
${
  emailVerified || mailer.by === "none"
    ? ""
    : html`<form method="post" action="/account/verify">${button("Send the confirmation mail again", "plain")}</form>`
}`;
}

export function address({ name, emailVerified }: Person, { mailer }: PageParts): Html {
  return html`<h2>Name${mailer.by === "none" ? "" : " and address"}</h2>
<form method="post" action="/account/name">
${field({ name: "name", label: "Name", autocomplete: "name", value: name, maxlength: 200 })}
${button("Save the name", "plain")}
</form>
${
  mailer.by === "none"
    ? ""
    : html`<form method="post" action="/account/address">
${field({
  name: "newEmail",
  label: "New e-mail address",
  type: "email",
  autocomplete: "email",
  maxlength: 254,
  hint: emailVerified
    ? "Links are sent to the old address and to the new one."
    : "A link is sent to this address.",
})}
${button("Change the address", "plain")}
</form>`
}`;
}

export function password({ hasPassword }: AccountFacts, { mailer }: PageParts): Html {
  if (!hasPassword) {
    return html`<h2>Password</h2>
<p>You have no password, and sign in without one. ${mailer.by === "none" ? "" : html`<a href="/forgot-password">Choose one by mail</a>`}</p>`;
  }
  return html`<h2>Password</h2>
<form method="post" action="/account/password">
${field({ name: "currentPassword", label: "Current password", type: "password", autocomplete: "current-password", maxlength: 128 })}
${newPasswordField()}
<label class="check"><input type="checkbox" name="others" value="yes" checked> End all other sessions</label>
${button("Change the password", "plain")}
</form>`;
}

export function secondFactor({ hasSecondFactor }: Person, { hasPassword }: AccountFacts): Html {
  const confirm = hasPassword
    ? field({
        id: "factor-password",
        name: "password",
        label: "Password",
        type: "password",
        autocomplete: "current-password",
        maxlength: 128,
      })
    : "";
  if (!hasSecondFactor) {
    return html`<h2>Second factor</h2>
<p>After your password, you are asked for a code from an app on your phone. Somebody who learns your password cannot sign in with it alone.</p>
<form method="post" action="/account/two-factor">${confirm}${button("Turn on", "plain")}</form>`;
  }
  return html`<h2>Second factor</h2>
<p>It is on: after your password, you are asked for a code from your app.</p>
<form method="post" action="/account/two-factor/codes">${confirm}
<p class="row"><button class="plain" type="submit">Make new recovery codes</button>
<button class="danger" type="submit" formaction="/account/two-factor/off">Turn off</button></p></form>`;
}

export function passkeys(c: Context, { passkeys: all }: AccountFacts, parts: PageParts): Html | "" {
  if (parts.passkeys === null) return "";
  return html`<h2>Passkeys</h2>
<p>A passkey signs you in with the fingerprint, face or PIN of your device, without a password.</p>
${
  all.length === 0
    ? ""
    : html`<ul class="list">${all.map(
        ({ id, name }) => html`<li><span>${name || "Passkey"}</span>
<form method="post" action="/account/passkey/remove"><input type="hidden" name="id" value="${id}">
<p><button class="plain" type="submit" aria-label="Remove the passkey: ${name || "Passkey"}">Remove</button></p></form></li>`,
      )}</ul>`
}
${passkeyButton(c, parts, "register")}`;
}

export function otherServices({ providers, hasPassword }: AccountFacts, { social }: PageParts): Html | "" {
  const offered = Object.keys(social) as SocialProvider[];
  if (offered.length === 0) return "";
  const only = !hasPassword && providers.length === 1;
  return html`<h2>Other services</h2>
<ul class="list">${offered.map((provider) => {
    const name = socialProviders[provider];
    const linked = providers.some((one) => one.provider === provider);
    if (linked && only)
      return html`<li><span>${name}</span><span class="hint">your only way to sign in</span></li>`;
    return html`<li><span>${name}</span>
<form method="post" action="/account/${linked ? "unlink" : "link"}"><input type="hidden" name="provider" value="${provider}">
<p><button class="plain" type="submit">${linked ? "Disconnect" : "Connect"} ${name}</button></p></form></li>`;
  })}</ul>`;
}

export function sessions({ sessionId }: Person, { sessions: all }: AccountFacts): Html {
  return html`<h2>Sessions</h2>
<ul class="list">${all.map(({ id, createdAt, ipAddress, userAgent }) => {
    const device = deviceOf(userAgent);
    const since = `${dateOf(createdAt)}${ipAddress ? ` from ${ipAddress}` : ""}`;
    return html`<li><span>${device} <span class="hint">signed in ${since}</span></span>
${
  id === sessionId
    ? html`<strong>this session</strong>`
    : html`<form method="post" action="/account/session/end"><input type="hidden" name="id" value="${id}">
<p><button class="plain" type="submit" aria-label="End the session: ${device}, ${since}">End</button></p></form>`
}</li>`;
  })}</ul>
${all.length > 1 ? html`<form method="post" action="/account/session/end-others">${button("End all other sessions", "plain")}</form>` : ""}`;
}

export function data(): Html {
  return html`<h2>Your data</h2>
<p><a href="/api/me/export" download="account.json">Download all your data</a></p>
<p><a class="button" href="/account/delete">Delete your account</a></p>`;
}

function dateOf(date: Date | string): string {
  return new Date(date).toLocaleString("en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
}
