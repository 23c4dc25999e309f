import { resolve } from "node:path";
import type { Place } from "surestart/serve";
import { bothDatabases, unreadableUrl, urlInDatabaseFile, wrongScheme } from "./data-findings.ts";
import { urlFault } from "./url-fault.ts";

export type DatabaseConfig =
  /** `file`: absolute. */
  { type: "sqlite"; file: string } | { type: "postgres"; url: string; poolSize: number };

/** Where users, sessions and counts are kept. */
export interface DataConfig {
  database: DatabaseConfig;
  /** redis:// or rediss://. */
  redisUrl: string | null;
}

export interface DataVariables {
  DATABASE_FILE?: string | undefined;
  DATABASE_URL?: string | undefined;
  DATABASE_POOL_SIZE?: number | undefined;
  REDIS_URL?: string | undefined;
}

/**
 * `dir`: what a relative file is relative to. `placeOf`: the line of a variable, for findings.
 * @throws {SurestartError} a setting that is given and cannot be met: nobody who set it wants his users somewhere else
 */
export function dataConfig(
  env: DataVariables,
  dir: string,
  placeOf: (name: string) => Place | undefined,
): DataConfig {
  return { database: databaseConfig(env, dir, placeOf), redisUrl: redisUrl(env, placeOf) };
}

function databaseConfig(
  { DATABASE_FILE: file, DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize = 10 }: DataVariables,
  dir: string,
  placeOf: (name: string) => Place | undefined,
): DatabaseConfig {
  if (file !== undefined && url !== undefined) throw bothDatabases(placeOf("DATABASE_FILE"));
  if (file !== undefined && looksLikeUrl.test(file)) {
    throw urlInDatabaseFile(placeOf("DATABASE_FILE"));
  }
  if (url === undefined) return { type: "sqlite", file: resolve(dir, file ?? "data/auth.db") };
  if (!/^postgres(ql)?:$/.test(schemeOf(url))) {
    throw wrongScheme({
      variable: "DATABASE_URL",
      scheme: schemeOf(url),
      wanted: "postgres:// or postgresql://",
      advice: "Set a PostgreSQL URL, or DATABASE_FILE for SQLite, or neither for data/auth.db",
      at: placeOf("DATABASE_URL"),
    });
  }
  // The host may be missing where a parameter names the folder of a socket.
  const fault = urlFault(url.replace("@/", "@socket/"));
  if (fault !== null) throw unreadableUrl("DATABASE_URL", fault, placeOf("DATABASE_URL"));
  return { type: "postgres", url, poolSize };
}

/** Also jdbc:postgresql://, in quotes, or with a slash too few; a drive of Windows has one letter. */
const looksLikeUrl = /:\/\/|^\W?[a-z][\w+.-]+:.*@/i;

/** Valkey is spoken to as Redis is. */
const redisSchemes: Record<string, string> = {
  "redis:": "redis:",
  "rediss:": "rediss:",
  "valkey:": "redis:",
  "valkeys:": "rediss:",
};

function redisUrl({ REDIS_URL: url }: DataVariables, placeOf: (name: string) => Place | undefined) {
  if (url === undefined) return null;
  const scheme = redisSchemes[schemeOf(url)];
  if (scheme === undefined) {
    throw wrongScheme({
      variable: "REDIS_URL",
      scheme: schemeOf(url),
      wanted: "redis://, rediss:// (with TLS), valkey:// or valkeys://",
      advice: "Set a Redis or Valkey URL, or unset it: a single process needs neither",
      at: placeOf("REDIS_URL"),
    });
  }
  const path = URL.parse(url)?.pathname ?? "";
  const fault = urlFault(url) ?? (/^\/?\d*$/.test(path) ? null : "Its path is not the number of a database.");
  if (fault !== null) throw unreadableUrl("REDIS_URL", fault, placeOf("REDIS_URL"));
  return scheme + url.slice(url.indexOf(":") + 1);
}

/** "postgres:"; "" where no URL can be read. */
function schemeOf(url: string): string {
  return /^([a-z][a-z0-9+.-]*:)\/\//i.exec(url)?.[1]?.toLowerCase() ?? "";
}
