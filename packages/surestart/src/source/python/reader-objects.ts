import type { SourceRead } from "../../facts.ts";

export type Reader = "environs" | "django-environ" | "starlette" | "decouple";

/** Objects of libraries that are called with a variable's name, by what makes them. */
export const readers: Record<string, Reader> = {
  "environs.Env()": "environs",
  "environs.FileAwareEnv()": "environs",
  "environ.Env()": "django-environ",
  "environ.FileAwareEnv()": "django-environ",
};

/** The same, with those that are only called themselves (`config("X")`). */
export const allReaders: Record<string, Reader> = {
  ...readers,
  "starlette.config.Config()": "starlette",
  "decouple.Config()": "decouple",
  "decouple.AutoConfig()": "decouple",
};

const conversions: Record<string, SourceRead["as"]> = {
  int: "int",
  float: "float",
  decimal: "float",
  bool: "boolean",
  url: "url",
  json: "json",
  path: "path",
  timedelta: "duration",
  enum: "enum",
  db_url: "url",
  cache_url: "url",
  email_url: "url",
  dj_db_url: "url",
  dj_email_url: "url",
  db: "url",
  cache: "url",
  email: "url",
};

const plain = new Set("str list dict uuid log_level date datetime time tuple bytes".split(" "));

/** django-environ's methods that have a variable of their own when none is named. */
const ownName: Record<string, string> = {
  db: "DATABASE_URL",
  db_url: "DATABASE_URL",
  cache: "CACHE_URL",
  cache_url: "CACHE_URL",
  email: "EMAIL_URL",
  email_url: "EMAIL_URL",
};

/** What a method reads ("" is a call of the object itself); null for a method that reads nothing. */
export function readerMethod(
  reader: Reader,
  method: string,
): { as: SourceRead["as"]; variable: string | null } | null {
  if (reader === "starlette" || reader === "decouple")
    return method ? null : { as: undefined, variable: null };
  if (method && !plain.has(method) && !(method in conversions)) return null;
  return {
    as: conversions[method],
    variable: reader === "django-environ" ? (ownName[method] ?? null) : null,
  };
}
