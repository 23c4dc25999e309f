import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isSurestartError, loadEnv } from "surestart/env";
import type { Place } from "surestart/serve";
import { z } from "zod";
import { type DataConfig, dataConfig } from "./data-config.ts";
import {
  appName,
  count,
  databaseFile,
  days,
  emailVerification,
  list,
  logLevel,
  mailAddress,
  nodeEnv,
  optional,
  origin,
  passwordCheck,
  poolSize,
  seconds,
  token,
} from "./fields.ts";
import { refusedTestMode, type WeakSecret, weakSecret, withAdvice, wrongOrigins } from "./findings.ts";
import { type Limits, limit, usualLimits } from "./limit.ts";
import { type MailConfig, mailConfig } from "./mail-config.ts";
import { secretFault } from "./secret.ts";
import { type SocialConfig, socialConfig } from "./social-config.ts";
import { originEntry, originWarning } from "./trusted-origins.ts";
import { type VersionedSecret, versionedSecrets } from "./versioned-secrets.ts";

/** The variables of the backend. What a secret has to be is in secret.ts; the port is read by surestart/serve. */
const variables = z.object({
  NODE_ENV: optional(nodeEnv),
  TEST: z.string().optional(),
  HOST: optional(z.string()),
  BETTER_AUTH_SECRET: z.string().min(1),
  BETTER_AUTH_SECRETS: optional(z.string()),
  BETTER_AUTH_URL: optional(origin),
  BETTER_AUTH_TRUSTED_ORIGINS: optional(list),
  DATABASE_FILE: optional(databaseFile),
  KEY_ROTATION_DAYS: optional(days),
  METRICS_TOKEN: optional(token),
  DATABASE_URL: optional(z.string()),
  DATABASE_POOL_SIZE: optional(poolSize),
  REDIS_URL: optional(z.string()),
  TRUSTED_PROXIES: optional(count),
  DRAIN_DELAY: optional(seconds),
  REQUEST_LIMIT: optional(limit),
  SIGN_IN_LIMIT: optional(limit),
  ACCOUNT_LIMIT: optional(limit),
  APP_NAME: optional(appName),
  SMTP_URL: optional(z.string()),
  PASSWORD_CHECK: optional(passwordCheck),
  GITHUB_CLIENT_ID: optional(z.string()),
  GITHUB_CLIENT_SECRET: optional(z.string()),
  GOOGLE_CLIENT_ID: optional(z.string()),
  GOOGLE_CLIENT_SECRET: optional(z.string()),
  MAIL_FROM: optional(mailAddress),
  MAIL_LIMIT: optional(limit),
  EMAIL_VERIFICATION: optional(emailVerification),
  LOG_LEVEL: optional(logLevel),
});

/** The folder of the backend: what is relative in a variable is relative to it, wherever the process was started. */
const dir = fileURLToPath(new URL("../..", import.meta.url));

/** What the backend runs with: read once, validated, and handed on; nothing else reads these variables. */
export interface AuthConfig {
  production: boolean;
  /** How the pages, mails and authenticator apps call it. */
  appName: string;
  secret: string;
  /** BETTER_AUTH_SECRETS, the current one first: what is encrypted follows it, `secret` opens what is older. */
  secrets: VersionedSecret[] | null;
  /** BETTER_AUTH_URL, its origin. */
  url: string | null;
  trustedOrigins: string[];
  data: DataConfig;
  mail: MailConfig;
  social: SocialConfig;
  /** haveibeenpwned: a service on the internet is asked, with five characters of a digest, whether a password leaked. */
  passwordCheck: "local" | "haveibeenpwned";
  /** Where a variable comes from, when it is a line of a .env. */
  placeOf: (name: string) => Place | undefined;
  /** Who has it may read /metrics; null: this machine may. */
  metricsToken: string | null;
  /** After so many days another key signs the tokens. */
  keyRotationDays: number;
  /** Proxies in front of the backend, whose X-Forwarded-For is believed. */
  trustedProxies: number;
  host: string | undefined;
  /** Milliseconds between "not ready" and the closed door, for a balancer to notice. */
  drainDelay: number;
  limits: Limits;
  logLevel: string;
  /** What production would refuse. */
  warnings: { title: string; why: string }[];
}

/**
 * Loads the .env files of the backend's folder into the environment, which comes first, and reads the configuration from it.
 * @throws {SurestartError} with all that is wrong. In production a secret that is missing, a placeholder, too short or
 * public is refused; in development only one that is missing or public, and `warnings` has the rest.
 */
export function readAuthConfig(): AuthConfig {
  const places = new Map<string, Place>();
  const placeOf = (name: string): Place | undefined => places.get(name);
  const env = readVariables(places);
  const production = env.NODE_ENV === "production";
  refuseTestMode(env, placeOf);
  const secrets =
    env.BETTER_AUTH_SECRETS === undefined
      ? null
      : versionedSecrets(env.BETTER_AUTH_SECRETS, placeOf("BETTER_AUTH_SECRETS"));
  const faults = weakSecrets(env.BETTER_AUTH_SECRET, secrets ?? []);
  const refused = faults.find((fault) => production || fault.code === "secret/default-in-use");
  if (refused) throw weakSecret(refused, placeOf(refused.variable));
  const origins = (env.BETTER_AUTH_TRUSTED_ORIGINS ?? []).map(originEntry);
  const wrong = origins.filter((entry) => "fault" in entry);
  if (production && wrong.length > 0) throw wrongOrigins(wrong, placeOf("BETTER_AUTH_TRUSTED_ORIGINS"));
  return {
    production,
    appName: env.APP_NAME ?? "surestart",
    secret: env.BETTER_AUTH_SECRET,
    secrets,
    url: env.BETTER_AUTH_URL ?? null,
    trustedOrigins: origins.map((entry) => ("origin" in entry ? entry.origin : entry.entry)),
    metricsToken: env.METRICS_TOKEN ?? null,
    keyRotationDays: env.KEY_ROTATION_DAYS ?? 30,
    data: dataConfig(env, dir, placeOf),
    mail: mailConfig(env, production, placeOf),
    social: socialConfig(env, placeOf),
    passwordCheck: env.PASSWORD_CHECK ?? "local",
    placeOf,
    trustedProxies: env.TRUSTED_PROXIES ?? 0,
    host: env.HOST,
    drainDelay: (env.DRAIN_DELAY ?? 0) * 1000,
    limits: {
      requests: env.REQUEST_LIMIT === undefined ? usualLimits.requests : env.REQUEST_LIMIT,
      signIns: env.SIGN_IN_LIMIT === undefined ? usualLimits.signIns : env.SIGN_IN_LIMIT,
      account: env.ACCOUNT_LIMIT === undefined ? usualLimits.account : env.ACCOUNT_LIMIT,
      mails: env.MAIL_LIMIT === undefined ? usualLimits.mails : env.MAIL_LIMIT,
    },
    logLevel: env.LOG_LEVEL ?? (production ? "info" : "warn"),
    warnings: [...faults, ...wrong.map(originWarning)],
  };
}

function readVariables(places: Map<string, Place>): z.output<typeof variables> {
  try {
    return loadEnv({
      dir,
      schema: variables,
      onPlaces: (found) => {
        for (const [name, { file, ...place }] of found)
          places.set(name, { file: `backend/${file}`, ...place });
      },
    });
  } catch (error) {
    if (!isSurestartError(error)) throw error;
    const production = process.env["NODE_ENV"] === "production";
    throw withAdvice(error, { production, envFileExists: existsSync(resolve(dir, ".env")) });
  }
}

/** Each blamed by its own name, the current one first. */
function weakSecrets(secret: string, versions: readonly VersionedSecret[]): WeakSecret[] {
  const named = [
    { value: secret, name: "BETTER_AUTH_SECRET", variable: "BETTER_AUTH_SECRET" as const, version: null },
    ...versions.map(({ value, version }, index) => ({
      value,
      name: `Version ${version} in BETTER_AUTH_SECRETS`,
      variable: "BETTER_AUTH_SECRETS" as const,
      version: { number: version, current: index === 0 },
    })),
  ];
  return named.flatMap(({ value, name, variable, version }) => {
    const fault = secretFault(value, name);
    return fault === null ? [] : [{ ...fault, variable, version }];
  });
}

/**
 * TEST (any value but "false") and NODE_ENV=test switch off Better Auth's checks of the secret and of the origin. We switch
 * them on again ourselves; but where strangers can reach the service, nobody meant such a variable to be set.
 */
function refuseTestMode(env: z.output<typeof variables>, placeOf: AuthConfig["placeOf"]): void {
  const test = env.TEST !== undefined && env.TEST !== "" && env.TEST.toLowerCase() !== "false";
  if (env.NODE_ENV === "production" && test)
    throw refusedTestMode("TEST", "NODE_ENV=production", placeOf("TEST"));
  if (env.NODE_ENV === "test" && env.BETTER_AUTH_URL?.startsWith("https:")) {
    throw refusedTestMode("NODE_ENV=test", "a public BETTER_AUTH_URL", placeOf("NODE_ENV"));
  }
}
