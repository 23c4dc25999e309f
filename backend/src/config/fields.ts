import { z } from "zod";

/** A variable that need not be set; "", which is what a line `KEY=` of a .env gives, is the same as no line. */
export const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), type.optional());

/** The origin of a URL: a path after it is left out. */
export const origin = z
  .url({ protocol: /^https?$/, error: "a URL with http:// or https://, such as https://auth.example.com" })
  .transform((text) => new URL(text).origin);

/** "a, b" as a list. */
export const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

/** A path, and never SQLite's names for a database that no file holds. */
export const databaseFile = z.string().refine((text) => !/^(:memory:|file:)/.test(text), {
  error: "the path of a file: a database in memory loses every user when the process ends",
});

export const nodeEnv = z.enum(["development", "production", "test"], {
  error:
    "development, production or test, in lowercase: Better Auth treats any other spelling as development",
});

export const logLevel = z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]);

export const count = z.coerce.number({ error: "a whole number, such as 1" }).int().min(0).max(16);

export const days = z.coerce.number({ error: "a number of days, such as 30" }).int().min(1).max(366);

export const poolSize = z.coerce.number({ error: "a whole number, such as 10" }).int().min(2).max(200);

export const seconds = z.coerce.number({ error: "a number of seconds, such as 5" }).min(0).max(600);

/** "auth@example.com", or "Example <auth@example.com>". */
export const mailAddress = z.string().refine((text) => bareAddress.test(text) || named.test(text), {
  error: 'an address, such as auth@example.com or "Example <auth@example.com>"',
});

const bareAddress = /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/;
const named = /^[^<>\r\n]+ <[^\s@<>,;:"]+@[^\s@<>,;:"]+>$/;

export const emailVerification = z.enum(["required", "optional"], { error: "required or optional" });

export const appName = z.string().regex(/^[^\p{Cc}:<>]{1,50}$/u, {
  error: "a name of up to 50 characters, without a colon",
});

export const passwordCheck = z.enum(["local", "haveibeenpwned"], { error: "local or haveibeenpwned" });

export const token = z.string().min(16, { error: "at least 16 characters" });
