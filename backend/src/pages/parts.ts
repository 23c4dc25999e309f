import type { Context } from "hono";
import type { Auth } from "../auth/create-auth.ts";
import type { PasskeyPlace } from "../auth/passkey-place.ts";
import type { MailConfig } from "../config/mail-config.ts";
import type { SocialConfig } from "../config/social-config.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Call } from "./call.ts";
import type { Frame } from "./page.ts";

/** What the pages are made with. */
export interface PageParts {
  auth: Auth;
  call: Call;
  frame: Frame;
  /** Origins at which this process answers; the first one is the base URL. */
  own: string[];
  isTrustedOrigin: (origin: string) => boolean;
  mail: MailConfig;
  mailer: Mailer;
  passkeys: PasskeyPlace | null;
  social: SocialConfig;
  /** The state of the backend, as a probe tells it. */
  health: (c: Context) => Promise<Response>;
}
