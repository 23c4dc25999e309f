import { describe, expect, test } from "vitest";
import { createMask } from "../../src/report/mask.ts";
import { isEnvFile, maskLine, maskValue } from "../../src/report/mask-line.ts";
import { secretsOf } from "../../src/report/secrets.ts";
import { looksRandom } from "../../src/secret-value.ts";

describe("a line of a .env shows its key, separator and quotes", () => {
  test.each<[line: string, shown: string]>([
    ["BETTER_AUTH_SECRET=4b1f8c0e", "BETTER_AUTH_SECRET=********"],
    ["export API_TOKEN='x y'", "export API_TOKEN='********'"],
    ["TITLE=Shop #1", "TITLE=Sh*****"],
    ["TITLE=Shop # the name", "TITLE=Sh** # the name"],
    ["TITLE='Shop #1' # the name", "TITLE='Sh*****' # the name"],
    ["A_SECRET=one # two", "A_SECRET=******** "],
    ["A_SECRET='one' # two", "A_SECRET='********' "],
    ["DSN=postgres://a:b # c@h/d", "DSN=po************ "],
    ['MODE="small"; A_KEY="ck-5b0"; B=one;', 'MODE="sm***"; A_KEY="********"; B=on**'],
    ["A_SECRET=one two=three", "A_SECRET=********"],
    ["OPEN='one", "OPEN='on*"],
    ["DSN=postgres://a:b@h/d # x", "DSN=******** "],
    ['GREETING="Hello"', 'GREETING="He***"'],
    ["PORT: 8000", "PORT: 8000"],
    ["PORT=80a0", "PORT=80a0"],
    ["PORT=AKIAIOSFODNN7QUARTZ", "PORT=********"],
    ["NODE_ENV=production", "NODE_ENV=production"],
    ["APP_ENV='staging' # here", "APP_ENV='staging' # here"],
    ["SMTP_HOST=mail-relay", "SMTP_HOST=mail-relay"],
    ["DB_HOST=db-1a2b3c4d5e6f.eu-west-1.example.com", "DB_HOST=db-1a2b3c4d5e6f.eu-west-1.example.com"],
    ["DB_HOST=9f27c1d4a86e4b0fb3a0", "DB_HOST=********"],
    ["MAX_ITEMS=250", "MAX_ITEMS=250"],
    ["USE_TLS=False", "USE_TLS=False"],
    ["PIN_SECRET=4711", "PIN_SECRET=********"],
    ["API_URL=http://localhost:3000", "API_URL=http://localhost:3000"],
    [
      "HOOK_URL=https://chat.example.org/services/T0/x?y=1",
      "HOOK_URL=https://chat.example.org******************",
    ],
    ["SENTRY_DSN=https://user@errors.example.org/4", "SENTRY_DSN=ht*******************************"],
    ["DSN=postgres://crm:4711#x@h/d", "DSN=********"],
    ["DSN=postgres://crm:4711 #x@h/d", "DSN=po************************"],
    ["DEBUG=1", "DEBUG=1"],
    ["EMPTY=", "EMPTY="],
    ["EMPTY= ", "EMPTY= "],
    ["UPSTREAM_TOKEN=“ee41c0”", "UPSTREAM_TOKEN=“********”"],
    ["# OLD_SECRET=abc", "# OLD_SECRET=********"],
    ["# a comment: in words", "# a comment: in words"],
    ["", ""],
    ["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ", "********"],
    ["set CHAT_KEY ck-5b0d", "set CHAT_KEY ********"],
    ['"QUOTED_SECRET"=abc', '"QUOTED_SECRET"=********'],
    ["SESSION_ID=3f9c1a77b2e04d5588aa", "SESSION_ID=********"],
    ["\uFEFFFIRST_SECRET=abc", "\uFEFFFIRST_SECRET=********"],
  ])("%s", (line, shown) => {
    expect(maskLine(line, ".env", createMask([]))).toBe(shown);
  });
});

describe("a line of source hides literals that are given to a secret name", () => {
  test.each<[line: string, shown: string]>([
    ['    SECRET = os.getenv("BETTER_AUTH_SECRET")', '    SECRET = os.getenv("BETTER_AUTH_SECRET")'],
    ['KEY = getenv("JWT_SECRET", "dev-secret")', 'KEY = getenv("JWT_SECRET", "********")'],
    ["const s = process.env.JWT_SECRET ?? 'dev-secret';", "const s = process.env.JWT_SECRET ?? '********';"],
    ['SECRET_KEY = "django-insecure-1"', 'SECRET_KEY = "********"'],
    ['{ "apiKey": "abc123" }', '{ "apiKey": "********" }'],
    [
      'raise ValueError("BETTER_AUTH_SECRET environment variable is not set")',
      'raise ValueError("BETTER_AUTH_SECRET environment variable is not set")',
    ],
    ['app.run(port=5000, host="127.0.0.1")', 'app.run(port=5000, host="127.0.0.1")'],
  ])("%s", (line, shown) => {
    expect(maskLine(line, "src/config.py", createMask([]))).toBe(shown);
  });
});

describe("a line of a settings file hides what is given to a secret name", () => {
  test.each<[line: string, shown: string]>([
    ["      DB_PASSWORD: hunter", "      DB_PASSWORD: ********"],
    ["      - API_TOKEN=hunter", "      - API_TOKEN=********"],
    ["      DB_PASSWORD: $DB_PASSWORD", "      DB_PASSWORD: $DB_PASSWORD"],
    ["    ports:", "    ports:"],
    ["    image: postgres:16", "    image: postgres:16"],
    ['password = "hunter"', 'password = "********"'],
  ])("%s", (line, shown) => {
    expect(maskLine(line, "compose.yaml", createMask([]))).toBe(shown);
  });
});

test.each<[file: string, env: boolean]>([
  [".env", true],
  ["deploy/.env.production", true],
  ["prod.env", true],
  [".envrc", true],
  [".env.txt", true],
  ["env", true],
  ["src/env.ts", false],
  ["environment.md", false],
  ["config.py", false],
])("%s is a .env: %s", (file, env) => {
  expect(isEnvFile(file)).toBe(env);
});

test.each<[value: string, secret: boolean, shown: string]>([
  ["", false, ""],
  ["ab", false, "ab"],
  ["abc", false, "ab*"],
  ["abc", true, "********"],
  ["ck-5b0d7714e2f0", false, "********"],
])("the value %j is shown as it should be", (value, secret, shown) => {
  expect(maskValue(value, secret)).toBe(shown);
});

test.each<[value: string, random: boolean]>([
  ["4b1f8c0e6a3d5f7e9b2c4d6e8f0a1b3c", true],
  ["tok_5Qe81mXz0LrB", true],
  ["abcdefghijklmnopqrstuv", true],
  ["QUJDREVGR0hJ+/", true],
  ["development", false],
  ["my-service-name-here", false],
  ["AuthConfigModule", false],
  ["2026-11-22T10:59:00Z", false],
  ["127.0.0.1:5432", false],
  ["events.example.org", false],
  ["gpt-small-v2-2026", false],
])("%s looks random: %s", (value, random) => {
  expect(looksRandom(value)).toBe(random);
});

test("secrets are values of secret names, passwords in URLs, and random parts of the project's own values", () => {
  const secrets = secretsOf({
    environment: { PATH: "/opt/4b1f8c0e6a3d5f7e", API_TOKEN: "t-1", SESSION: "9f27c1d4a86e4b0f" },
    files: [
      {
        bindings: [
          { key: "DATABASE_URL", value: "postgres://crm:p@ss/1@127.0.0.1/crm" },
          { key: "BUCKET", value: "s3://files-9f27c1d4a86e4b0fb3a0" },
          { key: "MODE", value: "development" },
        ],
        readings: { node: { CUT_SECRET: "pa" } },
      },
    ],
    names: ["SESSION"],
  });
  expect(secrets.sort()).toEqual(
    ["9f27c1d4a86e4b0f", "files-9f27c1d4a86e4b0fb3a0", "p@ss/1", "pa", "t-1"].sort(),
  );
});
