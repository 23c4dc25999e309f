import fc from "fast-check";
import { expect, test } from "vitest";
import { oddFor } from "../../src/diagnoses/_name-kinds.ts";

test.each<[name: string, value: string, odd: string]>([
  ["NODE_ENV", "prodution", "is similar to production, but different"],
  ["NODE_ENV", "Development ", "is similar to development, but different"],
  ["NODE_ENV", "tset", "is similar to test, but different"],
  ["DATABASE_URL", "postgres//u:p@h/d", "has no colon after its scheme"],
  ["SENTRY_DSN", "https//key@host/1", "has no colon after its scheme"],
  ["REDIS_URL", "redis://localhost:99999", "names port 99999, and the highest is 65535"],
  ["API_URI", "http://me:12@[::1]:70000/x", "names port 70000, and the highest is 65535"],
])("%s=%s", (name, value, odd) => {
  expect(oddFor(name, value)).toBe(odd);
});

test.each<[name: string, value: string]>([
  ["NODE_ENV", "production"],
  ["NODE_ENV", "staging"],
  ["NODE_ENV", "testing"],
  ["NODE_ENV", "dev"],
  ["NODE_ENV", "prod"],
  ["NODE_ENV", "preview"],
  ["APP_NAME", "prodution"],
  ["DATABASE_URL", "postgres://u:99999@h/d"],
  ["DATABASE_URL", "sqlite:///data.db"],
  ["DATABASE_URL", "postgres://u:99999@h1:5432,h2:5433/d"],
  ["CDN_URL", "//cdn.example/99999"],
  ["CDN_URL", "cdn//images"],
  ["REDIS_URL", "localhost:6379"],
  ["URL_PATTERN", "http//x"],
])("%s=%s is left alone", (name, value) => {
  expect(oddFor(name, value)).toBeNull();
});

test("no URL that has a host and a port is odd", () => {
  fc.assert(
    fc.property(
      fc.webUrl({ withQueryParameters: true }),
      fc.integer({ min: 0, max: 65_535 }),
      (url, port) => {
        const made = new URL(url);
        made.port = String(port);
        expect(oddFor("API_URL", made.href)).toBeNull();
        expect(oddFor("API_URL", url)).toBeNull();
      },
    ),
  );
});
