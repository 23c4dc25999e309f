import { expect, test } from "vitest";
import { nearest, nearName } from "../src/near.ts";

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
  ["PGHOST", ["PGPORT"], null],
  ["CACHEHOST", ["CACHEPORT"], null],
  ["SHOP_CLUSTER_HOST", ["SHOP_CLUSTER_PORT"], null],
  ["APP_LEVEL", ["APP_LABEL"], null],
  ["MIN_DEPTH", ["MAX_DEPTH"], null],
  ["BOX_IMAGE", ["BOX_STAGE"], null],
  ["HOST_SHOP", ["PORT_SHOP"], null],
  ["DB_PASS", ["DB_PWD", "DB_USER"], "DB_PWD"],
  ["DB_PASSWORD", ["DB_USERNAME"], null],
  ["STORE_URI", ["STORE_URL"], "STORE_URL"],
  ["TEST_MAIL_BOX", ["MAIL_BOX_TEST"], "MAIL_BOX_TEST"],
  ["MAIL_BOX", ["APP_MAIL_BOX"], "APP_MAIL_BOX"],
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

test.each([
  ["doctro", ["doctor", "run"], "doctor"],
  ["doc", ["doctor", "run"], "doctor"],
  ["env-fil", ["env-file", "yes"], "env-file"],
  ["ruin", ["run", "env"], "run"],
  ["x", ["run"], null],
  ["frobnicate", ["run", "env"], null],
])("the command or option %s among %j", (word, names, expected) => {
  expect(nearest(word, names)).toBe(expected);
});
