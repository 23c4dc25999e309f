import { type Finding, type Place, SurestartError } from "surestart/serve";

interface Fault {
  code: Finding["code"];
  title: string;
  detail: string;
  /** What to do, one way in each line. */
  ways: string[];
  at?: Place | undefined;
  cause?: unknown;
}

/** An error of the configuration, or of what it names. */
export function refusal({ code, title, detail, ways, at, cause }: Fault): SurestartError {
  return new SurestartError(
    {
      code,
      severity: "error",
      confidence: "certain",
      title,
      detail,
      ...(at === undefined ? {} : { at }),
      fixes: ways.map((way, index) => ({
        id: `way-${index + 1}`,
        title: way,
        safety: "manual",
        changes: [],
      })),
    },
    cause === undefined ? {} : { cause },
  );
}

export function bothDatabases(at: Place | undefined): SurestartError {
  return refusal({
    code: "env/invalid-value",
    title: "DATABASE_FILE and DATABASE_URL are both set",
    detail: "Users are kept in one database, and it is not clear which of the two is meant.",
    ways: ["Unset DATABASE_FILE to use PostgreSQL", "Unset DATABASE_URL to use the SQLite file"],
    at,
  });
}

export function urlInDatabaseFile(at: Place | undefined): SurestartError {
  return refusal({
    code: "env/invalid-value",
    title: "DATABASE_FILE is a URL, not a path",
    detail: "A folder would be named after it, with the password in its name.",
    ways: ["If it is a PostgreSQL URL, set DATABASE_URL to it", "Set DATABASE_FILE to a path"],
    at,
  });
}

export function wrongScheme(fault: {
  variable: string;
  /** "mysql:"; "" where there is none. */
  scheme: string;
  wanted: string;
  advice: string;
  detail?: string;
  at: Place | undefined;
}): SurestartError {
  const seen = fault.scheme === "" ? "has no scheme" : `begins with ${fault.scheme}//`;
  return refusal({
    code: "service/url-scheme",
    title: `${fault.variable} ${seen}; it must begin with ${fault.wanted}`,
    detail:
      fault.detail ??
      "The backend supports no other protocol, and would otherwise keep its data somewhere else.",
    ways: [fault.advice],
    at: fault.at,
  });
}

export function unreadableUrl(
  variable: "DATABASE_URL" | "REDIS_URL",
  detail: string,
  at: Place | undefined,
): SurestartError {
  const example = {
    DATABASE_URL: "postgres://USER:PASSWORD@HOST:5432/NAME",
    REDIS_URL: "redis://HOST:6379/0",
  };
  return refusal({
    code: "env/invalid-value",
    title: `${variable} cannot be read as a URL of a server`,
    detail,
    ways: [
      `Write it as ${example[variable]}; in the user and the password @ is written as %40, / as %2F, ? as %3F, # as %23 and % as %25`,
    ],
    at,
  });
}

/** `service`: "PostgreSQL at db.example.com:5432/auth". */
export interface Service {
  name: string;
  variable: "DATABASE_URL" | "REDIS_URL";
  at?: Place | undefined;
}

/** What a service that answers refuses for good: trying again changes nothing. `said`: its own words, without secrets. */
export function serviceRefused(
  { name, variable, at }: Service,
  kind: "authentication" | "no-database" | "permission" | "tls",
  said: string,
  cause: unknown,
): SurestartError {
  const { code, title } = refusals[kind];
  const way = (variable === "REDIS_URL" ? redisWays[kind] : undefined) ?? refusals[kind].way;
  return refusal({
    code,
    title: title.replace("{}", name),
    detail: `It says: ${said}`,
    ways: [way.replace("{}", variable)],
    at,
    cause,
  });
}

const refusals = {
  authentication: {
    code: "service/authentication-failed",
    title: "{} does not accept the user or the password",
    way: "Correct the user and the password in {}; characters such as @ and / are written as %40 and %2F",
  },
  "no-database": {
    code: "service/database-missing",
    title: "{} has no such database",
    way: "Create it (createdb NAME), or correct the name at the end of {}",
  },
  permission: {
    code: "resource/permission-denied",
    title: "{} does not let this user create tables",
    way: "Grant it to the user of {}: GRANT CREATE, USAGE ON SCHEMA public TO the user",
  },
  tls: {
    code: "service/tls",
    title: "No trusted connection to {} is possible",
    way: "Add sslmode=verify-full&sslrootcert=/path/to/ca.pem to {}, or without TLS sslmode=disable",
  },
} as const;

const redisWays: Partial<Record<keyof typeof refusals, string>> = {
  "no-database": "Correct the number at the end of {}, or leave it out",
  // node-postgres reads a certificate that the URL names; ioredis knows those of Node.
  tls: "Set NODE_EXTRA_CA_CERTS=/path/to/ca.pem, or write redis:// in {} for a connection without TLS",
};
