import { setTimeout as delay } from "node:timers/promises";
import { tryGetCurrentAuthEndpointContext } from "@better-auth/core/context";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import type { Logger } from "pino";
import { type WeakPassword, weakPassword } from "./weak-password.ts";

const texts: Record<WeakPassword, string> = {
  common: "This password is very common, and so easy to guess. Choose another one.",
  pattern: "This password is a row of keys or a repetition, and so easy to guess. Choose another one.",
  own: "This password is your own name or address, and so easy to guess. Choose another one.",
};

const paths = ["/sign-up/email", "/change-password", "/reset-password"];

/**
 * Refuses the passwords that are tried first, wherever one is chosen, before anything is spent on a hash. `online`: also those
 * that leaked, as far as haveibeenpwned.com answers.
 */
export function refuseWeakPasswords(online: boolean, log: Logger): BetterAuthPlugin {
  return {
    id: "weak-passwords",
    // Who is signed in is known only within the route; there the first thing that is done with a password is its hash.
    init({ password }) {
      const hash = async (chosen: string): Promise<string> => {
        const { path, context } = tryGetCurrentAuthEndpointContext() ?? {};
        if (path === "/change-password") refuse(weakPassword(chosen, ownOf(context?.session?.user)));
        return password.hash(chosen);
      };
      return { context: { password: { ...password, hash } } };
    },
    hooks: {
      before: [
        {
          matcher: ({ path }) => path !== undefined && paths.includes(path),
          handler: createAuthMiddleware(async (ctx) => {
            const body = (ctx.body ?? {}) as Record<string, unknown>;
            const chosen = ctx.path === "/sign-up/email" ? body["password"] : body["newPassword"];
            // What is too short Better Auth refuses, with its own text.
            if (typeof chosen !== "string" || chosen.length < ctx.context.password.config.minPasswordLength)
              return;
            refuse(weakPassword(chosen, ownOf(body)));
            if (online && (await hasLeaked(chosen, log))) {
              throw new APIError("BAD_REQUEST", { code: "PASSWORD_COMPROMISED", message: leaked });
            }
          }),
        },
      ],
    },
  };
}

function ownOf(person: Record<string, unknown> | undefined): string[] {
  return [person?.["email"], person?.["name"]].filter((text) => typeof text === "string");
}

function refuse(weak: WeakPassword | null): void {
  if (weak === null) return;
  throw new APIError("BAD_REQUEST", { code: "PASSWORD_TOO_WEAK", message: texts[weak] });
}

const leaked = "This password was leaked from another service. Choose another one.";

/** Milliseconds that the service has. */
const patience = 3000;

/** False too where the service does not answer: that keeps nobody from signing up. */
async function hasLeaked(password: string, log: Logger): Promise<boolean> {
  const { isPasswordCompromised } = await import("better-auth/plugins/haveibeenpwned");
  const tooLate = delay(patience, undefined, { ref: false }).then(() =>
    Promise.reject(new Error("no answer")),
  );
  return Promise.race([isPasswordCompromised(password), tooLate]).catch((error: unknown) => {
    log.warn({ err: error }, "haveibeenpwned.com could not be asked whether a password was leaked.");
    return false;
  });
}
