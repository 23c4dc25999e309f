import fc from "fast-check";
import { expect, test } from "vitest";
import { isOpen, openLength } from "../src/open-value.ts";

test.each<[name: string, value: string]>([
  ["PORT", "8000"],
  ["PORT", '"8000" # http'],
  ["API_PORT", "disabled"],
  ["SMTP_HOST", "mail-relay"],
  ["DB_HOST", "db-1a2b3c4d5e6f.eu-west-1.example.com"],
  ["DB_HOST", "ip-10-0-3-77"],
  ["REDIS_HOST", "::1"],
  ["KAFKA_BROKERS", "broker1:9092,broker2:9092"],
  ["NODE_ENV", "production"],
  ["TZ", "Europe/Berlin"],
  ["LANG", "en_US.UTF-8"],
  ["LOG_LEVEL", "debug"],
  ["DJANGO_SETTINGS_MODULE", "shop.settings.local"],
  ["RATIO", "-0.25"],
  ["CACHE", "off"],
  ["CORS_ORIGINS", "['http://localhost:5173', 'https://shop.example.org']"],
  ["ALLOWED_ORIGINS", "shop.example.org,https://www.example.org"],
])("%s=%s is open", (name, value) => {
  expect(openLength(name, value)).toBe(value.length);
});

test.each<[name: string, value: string, open: number]>([
  ["API_URL", "https://api.example.org/v1?key=abc", 23],
  ["API_URL", "http://localhost:3000", 21],
  ["API_URL", "https://user@api.example.org/", 0],
  ["API_URL", "https://api.example.org/@me", 0],
  ["DATABASE_URL", "postgres://a:b@h/d", 0],
  ["PORT_SECRET", "8000", 0],
  ["TITLE", "Shop", 0],
  ["CACHE_URL", "redis://my-cache:6379/0", 21],
  ["API_URL", "http://db-1a2b3c4d5e6f.internal.example.org/v1", 43],
  ["CALLBACK", "shop://Zx8Kq2Lm9Pv4Rt7Wy1Bn", 0],
  ["CALLBACKS", "shop://Zx8Kq2Lm9Pv4Rt7Wy1Bn,https://a.example.org", 0],
  ["ORIGINS", "https://a.example.org,https://b.example.org/?key=abc", 0],
  ["ORIGINS", "https://a.example.org,https://me:pw@b.example.org", 0],
  ["HOOK_SECRETS", "a.example.org,b.example.org", 0],
])("of %s=%s %d characters are open", (name, value, open) => {
  expect(openLength(name, value)).toBe(open);
});

/** What a machine makes: letters and digits in no order, with a mark between. */
const made = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9]{10,24}$/),
    fc.constantFrom("", "#", "@", ",", "/", ":", "-", "_", "+", " "),
    fc.stringMatching(/^[A-Za-z0-9]{10,24}$/),
  )
  .filter(([a, , b]) =>
    [a, b].every((part) => /\d[a-z]|[A-Z]\d/i.test(part) && /\d.*[A-Za-z].*\d/.test(part)),
  )
  .map((parts) => parts.join(""));

test("what a machine has made is open under no name", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("PORT", "SMTP_HOST", "NODE_ENV", "DEBUG", "TZ", "KAFKA_BROKERS"),
      made,
      (name, value) => {
        expect(isOpen(name, value)).toBe(false);
      },
    ),
  );
});
