import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { type WeakPassword, weakPassword } from "./weak-password.ts";

const texts: Record<WeakPassword, string> = {
  common: "This password is one that many people use, and that is tried first. Choose another one.",
  pattern:
    "This password is a run of keys or one part again and again, which is tried first. Choose another one.",
  own: "This password is your own name or address, which is tried first. Choose another one.",
};

const paths = ["/sign-up/email", "/change-password", "/reset-password"];

/** Refuses the passwords that are tried first, wherever one is chosen, before anything is spent on a hash. */
export function refuseWeakPasswords(): BetterAuthPlugin {
  return {
    id: "weak-passwords",
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
            const person =
              ctx.path === "/change-password" ? ((await getSessionFromCtx(ctx))?.user ?? {}) : body;
            const own = ["email", "name"].map((key) => (person as Record<string, unknown>)[key]);
            const weak = weakPassword(
              chosen,
              own.filter((text) => typeof text === "string"),
            );
            if (weak !== null) {
              throw new APIError("BAD_REQUEST", { code: "PASSWORD_TOO_WEAK", message: texts[weak] });
            }
          }),
        },
      ],
    },
  };
}
