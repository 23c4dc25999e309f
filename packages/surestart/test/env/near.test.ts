import { expect, test } from "vitest";
import { nearName } from "../../src/env/near.ts";

test.each([
  ["DATABASE_URL", ["DATABSE_URL", "PAGE_SIZE"], "DATABSE_URL"],
  ["DATABASE_URL", ["database_url"], "database_url"],
  ["DATABASE_URL", ["DATABASEURL"], "DATABASEURL"],
  ["API_BASE", ["VITE_API_BASE"], "VITE_API_BASE"],
  ["NEXT_PUBLIC_API_BASE", ["API_BASE"], "API_BASE"],
  ["REDIS_URL", ["REDSI_URL"], "REDSI_URL"],
  ["SECRET_KEY", ["SECRETKEY", "SECRET_KEI"], "SECRETKEY"],
  ["PORT", ["POTR"], "POTR"],
  ["DB_HOST", ["DB_PORT"], null],
  ["KEY_1", ["KEY_2"], null],
  ["PORT", ["HOST"], null],
  ["DB_USER", ["DB_NAME"], null],
  ["SMTP_HOST", ["SMTP_POST"], "SMTP_POST"],
  ["DATABASE_URL", ["TEST_DATABASE_URL"], null],
  ["API_KEY", ["API_KEX", "API_KEZ"], null],
  ["A", [], null],
])("%s among %j", (name, candidates, expected) => {
  expect(nearName(name, candidates)).toBe(expected);
});
