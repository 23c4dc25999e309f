import { isSurestartError } from "surestart/serve";
import { describe, expect, test } from "vitest";
import { type DataVariables, dataConfig } from "../../src/config/data-config.ts";

const place = { file: "backend/.env", line: 3 };
const configOf = (env: DataVariables) => dataConfig(env, "/srv/backend", () => place);

describe("where data are kept", () => {
  test.each<[string, DataVariables, object]>([
    [
      "nothing is set",
      {},
      { database: { type: "sqlite", file: "/srv/backend/data/auth.db" }, redisUrl: null },
    ],
    [
      "a relative file",
      { DATABASE_FILE: "x/a.db" },
      { database: { type: "sqlite", file: "/srv/backend/x/a.db" } },
    ],
    ["a file that is named oddly", { DATABASE_FILE: "/x/@a:b/c@d.db" }, {}],
    ["an absolute file", { DATABASE_FILE: "/x/a.db" }, { database: { type: "sqlite", file: "/x/a.db" } }],
    [
      "PostgreSQL",
      { DATABASE_URL: "postgres://u:p@h/db" },
      { database: { type: "postgres", url: "postgres://u:p@h/db", poolSize: 10 } },
    ],
    [
      "PostgreSQL by its longer name, through a socket",
      { DATABASE_URL: "postgresql:///db?host=/run/postgresql", DATABASE_POOL_SIZE: 4 },
      { database: { type: "postgres", url: "postgresql:///db?host=/run/postgresql", poolSize: 4 } },
    ],
    [
      "PostgreSQL through a socket, as a user, with a password that is encoded",
      { DATABASE_URL: "postgres://u%40x:a%2Fb@/db?host=/run/postgresql" },
      { database: { type: "postgres" } },
    ],
    [
      "PostgreSQL with its user among the parameters",
      { DATABASE_URL: "postgres://h/db?password=a@b&user=u@x&sslmode=disable" },
      { database: { type: "postgres" } },
    ],
    ["Redis", { REDIS_URL: "redis://h:1" }, { redisUrl: "redis://h:1" }],
    ["Redis, a database of it, IPv6", { REDIS_URL: "redis://:p@[::1]/3?family=6" }, {}],
    ["Valkey with TLS", { REDIS_URL: "valkeys://u:p@h:1/2" }, { redisUrl: "rediss://u:p@h:1/2" }],
  ])("%s", (_name, env, expected) => {
    expect(configOf(env)).toMatchObject(expected);
  });
});

describe("what cannot be met is refused, and no password is shown", () => {
  test.each<[string, DataVariables, string, string]>([
    ["MySQL", { DATABASE_URL: "mysql://u:hunter22@h/db" }, "service/url-scheme", "begins with mysql://"],
    [
      "an SQLAlchemy URL",
      { DATABASE_URL: "postgresql+asyncpg://u:hunter22@h/db" },
      "service/url-scheme",
      "asyncpg",
    ],
    ["no URL", { DATABASE_URL: "hunter22" }, "service/url-scheme", "has no scheme"],
    [
      "a URL as a file",
      { DATABASE_FILE: "postgres://u:hunter22@h/db" },
      "env/invalid-value",
      "is a URL, not a path",
    ],
    ...["jdbc:postgresql://u:hunter22@h/db", '"postgres://u:hunter22@h/db"', "postgres:/u:hunter22@h/db"].map(
      (file) =>
        [`as a file: ${file}`, { DATABASE_FILE: file }, "env/invalid-value", "is a URL, not a path"] as [
          string,
          DataVariables,
          string,
          string,
        ],
    ),
    [
      "two databases",
      { DATABASE_FILE: "a.db", DATABASE_URL: "postgres://u:hunter22@h/db" },
      "env/invalid-value",
      "both set",
    ],
    ...(
      [
        ["a password with an @ and a /", "postgres://u:hunter22@hun/ter22@h/db", "ends before the last @"],
        ["a password with a ?", "postgres://u:1?hunter22@h/db", "ends before the last @"],
        ["a password with a #", "postgres://u:hunter22#x@h/db", "exactly one host"],
        ["a password with a %", "postgres://u:hunter22%zz@h/db", "a % that encodes no character"],
        ["half a character", "postgres://u:hunter22%ff@h/db", "a % that encodes no character"],
        ["what is not a port", "postgres://u:hunter22@h:99999/db", "exactly one host"],
        ["several hosts", "postgres://u:hunter22@h:1,i:2/db", "exactly one host"],
      ] as const
    ).map(
      ([name, url, detail]) =>
        [`PostgreSQL, ${name}`, { DATABASE_URL: url }, "env/invalid-value", detail] as [
          string,
          DataVariables,
          string,
          string,
        ],
    ),
    ["Redis, a password with a /", { REDIS_URL: "redis://:hunter22@x/y@h" }, "env/invalid-value", "last @"],
    ["Redis, a password with a %", { REDIS_URL: "redis://:hunter22%@h" }, "env/invalid-value", "encodes no"],
    ["Redis, a socket", { REDIS_URL: "redis:///run/redis.sock" }, "env/invalid-value", "not the number"],
    ["Redis, no number", { REDIS_URL: "redis://:hunter22@h/users" }, "env/invalid-value", "not the number"],
    ["Memcached", { REDIS_URL: "memcached://u:hunter22@h" }, "service/url-scheme", "REDIS_URL begins with"],
  ])("%s", (_name, env, code, said) => {
    const error = thrownBy(() => configOf(env));
    if (!isSurestartError(error)) throw error;
    expect(error.code).toBe(code);
    expect(`${error.finding.title}. ${error.finding.detail}`).toContain(said);
    expect(error.finding.at).toEqual(place);
    expect(error.finding.fixes.length).toBeGreaterThan(0);
    expect(JSON.stringify(error.findings)).not.toContain("hunter22");
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
