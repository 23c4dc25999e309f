import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isSurestartError, loadEnv } from "surestart/env";
import { type Environment, environment } from "./environment.ts";
import { invalidSecrets, refusedTestMode, weakSecret, withAdvice } from "./findings.ts";
import { type SecretFault, secretFault } from "./secret.ts";

/** The folder of the backend: what is relative in a variable is relative to it, wherever the process was started. */
export const backendDir: string = fileURLToPath(new URL("../..", import.meta.url));

/** What the backend runs with: read once, validated, and handed on; nothing else reads the environment. */
export interface AuthConfig {
  production: boolean;
  secret: string;
  /** BETTER_AUTH_SECRETS, the current one first: what is encrypted follows it, `secret` opens what is older. */
  secrets: { version: number; value: string }[] | null;
  /** BETTER_AUTH_URL, its origin. */
  url: string | null;
  trustedOrigins: string[];
  /** Absolute. */
  databaseFile: string;
  /** Proxies in front of the backend, whose X-Forwarded-For is believed. */
  trustedProxies: number;
  host: string | undefined;
  logLevel: string;
  /** What production would refuse. */
  warnings: SecretFault[];
}

/**
 * Loads backend/.env, by an absolute path, into the environment and reads the configuration from it.
 * @throws {SurestartError} with all that is wrong. In production a secret that is missing, a placeholder, too short or
 * public is refused; in development only one that is missing or public, and `warnings` has the rest.
 */
export function readAuthConfig(dir: string = backendDir): AuthConfig {
  const env = readEnvironment(dir);
  const production = env.NODE_ENV === "production";
  refuseTestMode(env, production);
  const secret = env.BETTER_AUTH_SECRET;
  const secrets = versionedSecrets(env.BETTER_AUTH_SECRETS);
  const faults = [secret, ...(secrets ?? []).map(({ value }) => value)]
    .map(secretFault)
    .filter((fault) => fault !== null);
  const refused = faults.find((fault) => production || fault.code === "secret/default-in-use");
  if (refused) throw weakSecret(refused);
  return {
    production,
    secret,
    secrets,
    url: env.BETTER_AUTH_URL ?? null,
    trustedOrigins: env.BETTER_AUTH_TRUSTED_ORIGINS ?? [],
    databaseFile: absolute(dir, env.DATABASE_FILE ?? "data/auth.db"),
    trustedProxies: env.TRUSTED_PROXIES ?? 0,
    host: env.HOST,
    logLevel: env.LOG_LEVEL ?? (production ? "info" : "warn"),
    warnings: faults,
  };
}

function readEnvironment(dir: string): Environment {
  const files = existsSync(join(dir, ".env")) ? [".env"] : [];
  try {
    return loadEnv({ dir, files, schema: environment });
  } catch (error) {
    if (!isSurestartError(error)) throw error;
    const production = process.env["NODE_ENV"] === "production";
    throw withAdvice(error, { production, envFileExists: files.length > 0 });
  }
}

/**
 * TEST and NODE_ENV=test switch off Better Auth's checks of the secret and of the origin. We switch them on again
 * ourselves; but where strangers can reach the service, nobody meant such a variable to be set.
 */
function refuseTestMode(env: Environment, production: boolean): void {
  const test = env.TEST !== undefined && env.TEST.toLowerCase() !== "false";
  if (production && test) throw refusedTestMode("TEST", "NODE_ENV=production");
  if (env.NODE_ENV === "test" && env.BETTER_AUTH_URL?.startsWith("https:")) {
    throw refusedTestMode("NODE_ENV=test", "a public BETTER_AUTH_URL");
  }
}

/** "2:new,1:old", as Better Auth reads it; its own errors come too late, and older ones show the secret. */
function versionedSecrets(text: string | undefined): AuthConfig["secrets"] {
  if (text === undefined) return null;
  const entries = text.split(",").map((entry) => /^\s*(\d+):\s*(\S.*?)\s*$/.exec(entry));
  const secrets = entries.map((entry, index) => {
    if (entry === null) throw invalidSecrets(index + 1);
    return { version: Number(entry[1]), value: entry[2] as string };
  });
  const doubled = secrets.findIndex((a, i) => secrets.findIndex((b) => b.version === a.version) < i);
  if (doubled !== -1) throw invalidSecrets(doubled + 1);
  return secrets;
}

function absolute(dir: string, path: string): string {
  return isAbsolute(path) ? path : join(dir, path);
}
