import { z } from "zod";

/** "" is what a line `KEY=` of a .env gives: the same as no line. */
const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), type.optional());

const origin = z
  .url({ protocol: /^https?$/, error: "a URL with http:// or https://, such as https://auth.example.com" })
  .transform((text) => new URL(text).origin);

/** The variables of the backend, as they may be written. What a secret has to be is in secret.ts; the port is read by surestart/serve. */
export const environment = z.object({
  NODE_ENV: optional(
    z.enum(["development", "production", "test"], {
      error:
        "development, production or test, in small letters: Better Auth takes any other spelling for development",
    }),
  ),
  /** Any value but "false" makes Better Auth leave out its checks of secret and origin. */
  TEST: optional(z.string()),
  HOST: optional(z.string()),
  PORT: optional(z.string()),
  BETTER_AUTH_SECRET: z.string().min(1),
  BETTER_AUTH_SECRETS: optional(z.string()),
  BETTER_AUTH_URL: optional(origin),
  BETTER_AUTH_TRUSTED_ORIGINS: optional(
    z.string().transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    ),
  ),
  DATABASE_FILE: optional(
    z.string().refine((text) => !/^(:memory:|file:)/.test(text), {
      error: "a path of a file: a database in memory loses every user when the process ends",
    }),
  ),
  TRUSTED_PROXIES: optional(
    z.coerce
      .number({ error: "the number of proxies in front of the backend, such as 1" })
      .int()
      .min(0)
      .max(16),
  ),
  LOG_LEVEL: optional(z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])),
});

export type Environment = z.output<typeof environment>;
