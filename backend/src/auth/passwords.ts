import { availableParallelism } from "node:os";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { requestContext } from "../requests/request-context.ts";
import { createGate, type Gate, GateFull } from "./gate.ts";

/**
 * A hash fills one of four threads for a tenth of a second, and every session's signature is checked in the same threads:
 * with all four taken by sign-ins nothing else is answered. Two at a time are as fast together as four on two cores.
 */
export const passwordGate: Gate = createGate({
  atOnce: Math.max(1, Math.min(3, availableParallelism())),
  queue: 500,
  patience: 15_000,
});

/** The service ends and gives requests ten seconds: each is to be answered, if only that it may come again. */
export const hurryPasswords = (): void => passwordGate.hurry(5000);

/** For `emailAndPassword.password` of Better Auth. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(data: { hash: string; password: string }): Promise<boolean>;
}

/** Better Auth's own hashes, through a gate; whoever it does not let through is answered 503. */
export function createPasswords(gate: Gate): Passwords {
  const through = <T>(work: () => Promise<T>): Promise<T> =>
    gate.run(work).catch((error: unknown) => {
      throw error instanceof GateFull ? comeAgain() : error;
    });
  return {
    async hash(password) {
      const { hashed } = requestContext() ?? {};
      if (hashed?.password === password) return hashed.hash;
      return through(() => hashPassword(password));
    },
    verify: (data) => through(() => verifyPassword(data)),
  };
}

function comeAgain(): APIError {
  return new APIError(
    "SERVICE_UNAVAILABLE",
    { code: "TOO_MANY_SIGN_INS", message: "Too many people are signing in right now. Try again." },
    { "retry-after": "2" },
  );
}

/**
 * Hashes the password of a sign-up before Better Auth begins the transaction in which it would do so: that holds SQLite's
 * write lock, or a connection of PostgreSQL's pool, for as long as the hash and its place in the queue take.
 */
export function hashFirst(passwords: Passwords): BetterAuthPlugin {
  return {
    id: "hash-first",
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === "/sign-up/email",
          handler: createAuthMiddleware(async ({ body, context }) => {
            const request = requestContext();
            const { password } = (body ?? {}) as { password?: unknown };
            const { minPasswordLength, maxPasswordLength } = context.password.config;
            // What Better Auth refuses is not worth a hash.
            if (request === undefined || typeof password !== "string") return;
            if (password.length < minPasswordLength || password.length > maxPasswordLength) return;
            request.hashed = { password, hash: await passwords.hash(password) };
          }),
        },
      ],
    },
  };
}
