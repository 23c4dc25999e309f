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
    ["Redis", { REDIS_URL: "redis://h:1" }, { redisUrl: "redis://h:1" }],
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
      "a URL in place",
    ],
    [
      "two databases",
      { DATABASE_FILE: "a.db", DATABASE_URL: "postgres://u:hunter22@h/db" },
      "env/invalid-value",
      "both set",
    ],
    ["Memcached", { REDIS_URL: "memcached://u:hunter22@h" }, "service/url-scheme", "REDIS_URL begins with"],
  ])("%s", (_name, env, code, title) => {
    const error = thrownBy(() => configOf(env));
    if (!isSurestartError(error)) throw error;
    expect(error.code).toBe(code);
    expect(error.finding.title).toContain(title);
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
