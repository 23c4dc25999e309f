import type { OpenAPIHono } from "@hono/zod-openapi";
import { html } from "hono/html";
import { type SocialConfig, type SocialProvider, socialProviders } from "../config/social-config.ts";
import { formOf } from "./forms.ts";
import { button, type Html, problemNote, show } from "./page.ts";
import type { PageParts } from "./parts.ts";
import { saidOf } from "./said.ts";
import { pageStatus } from "./sign-in.ts";

const origins: Record<SocialProvider, string> = {
  github: "https://github.com",
  google: "https://accounts.google.com",
};

const configured = (social: SocialConfig): SocialProvider[] => Object.keys(social) as SocialProvider[];

/** Where forms of these lead. */
export const socialOrigins = (social: SocialConfig): string[] =>
  configured(social).map((provider) => origins[provider]);

export function socialForms(social: SocialConfig): Html | "" {
  if (configured(social).length === 0) return "";
  return html`<p class="or">or</p>${configured(social).map(
    (provider) => html`<form method="post" action="/sign-in/social">
<input type="hidden" name="provider" value="${provider}">
${button(`Continue with ${socialProviders[provider]}`, "plain")}
</form>`,
  )}`;
}

export function addSocial(app: OpenAPIHono, { call, frame, social }: PageParts): void {
  if (configured(social).length === 0) return;
  app.post("/sign-in/social", async (c) => {
    const { provider = "" } = (await formOf(c)) ?? {};
    const answer = await call(c, "/sign-in/social", {
      provider,
      callbackURL: "/account",
      errorCallbackURL: "/error",
    });
    const to = answer.body["url"];
    // Better Auth makes it of its own list, whatever the form said.
    if (answer.ok && typeof to === "string") return c.redirect(to, 303);
    return show(c, frame, {
      title: "Sign in",
      status: pageStatus(answer.status),
      body: html`${problemNote(saidOf(answer))}<p><a href="/sign-in">Back to sign-in</a></p>`,
    });
  });
}
