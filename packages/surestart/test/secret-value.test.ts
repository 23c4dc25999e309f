import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  entropyBits,
  hasPasswordInUrl,
  isPlaceholder,
  isSecret,
  looksLikePlaceholder,
} from "../src/secret-value.ts";

describe("looksLikePlaceholder", () => {
  test.each([
    "changeme",
    "change-me",
    "CHANGE_ME",
    "change_this",
    "please-change-this-secret-in-production",
    "your-api-key-here",
    "your_secret_key",
    "YOUR_TOKEN",
    "<token>",
    "<your secret>",
    "{{SECRET}}",
    "[your-key]",
    "__SECRET_KEY__",
    "xxx",
    "xxxx-xxxx-xxxx",
    "********",
    "...",
    "aaaaaaaaaaaaaaaa",
    "secret",
    "supersecret",
    "my-secret",
    "password",
    "password123",
    "123456",
    "12345678",
    "0123456789",
    "12345678901234567890123456789012",
    "todo",
    "TODO: set this",
    "replace-me",
    "replace-with-a-long-random-string",
    "example",
    "example-key",
    "insert-token-here",
    "secret-key",
    "test-secret",
    "dummy",
    "paste your key here",
    "sk_test_xxx",
    "pk-live-XXXXXXXX",
    "xxxx xxxx",
    "?",
  ])("%s is one", (value) => {
    expect(looksLikePlaceholder(value)).toBe(true);
  });

  test.each([
    "",
    "add147a6ca12e7c7efcb97dc81ac68bd",
    "32233add1f002758d99ec7c73380b6ba",
    "Put3fR8a-it7Qm2xLz0Wc5Yd1Ns9Hb4Kj6Gt",
    "localhost",
    "development",
    "4b1f8c0e6a3d5f7e9b2c4d6e8f0a1b3c",
    "bk_71d0c2e98f3a4465",
    "hT7w2LpQ9xZa",
    "p#ss w=rd; $HOME",
    "only-for-the-unit-tests-0000000000",
    "correct horse battery staple",
    "$2b$12$KxN8vQ0uR4sT6wYzA1bC2eFgHiJkLmNoPqRsTuVwXyZ01234567ab",
    "postgres://app:app@localhost/app",
    '["a"]',
    "sk_test_4eC39HqLyjWDarjtT1zdp7dc",
    "Lunch",
    "gate",
    "eu-west-1",
    "true",
    "4711",
    "Hello; how can I help?",
    "hello here is Johnny",
  ])("%s is none", (value) => {
    expect(looksLikePlaceholder(value)).toBe(false);
  });
});

describe("isPlaceholder: what is no secret is one only where it says so", () => {
  test.each(["<host>", "your-bucket", "change me", "xxx", "...", "{{REGION}}", "example-bucket-name-here"])(
    "%s is one",
    (value) => expect([isPlaceholder(value, false), isPlaceholder(value, true)]).toEqual([true, true]),
  );

  test.each([
    "app",
    "root",
    "default",
    "*",
    "-",
    ".",
    "test",
    "postgres",
    "000",
    "123456",
    "public",
    "auth-db",
  ])("%s is none", (value) => expect(isPlaceholder(value, false)).toBe(false));
});

describe("looksLikePlaceholder, of any value", () => {
  const random = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."abcdef0123456789"), minLength: 16, maxLength: 64 }),
    fc.base64String({ minLength: 20, maxLength: 64 }),
    fc.uuid(),
  );

  test("what is random is none", () => {
    fc.assert(
      fc.property(random, (value) => {
        fc.pre(new Set(value).size > 6);
        expect(looksLikePlaceholder(value)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test("a made-up word with a number is none", () => {
    const word = fc.stringMatching(/^[bcdfghklmnprstvz][aeiou][bcdfghklmnprstvz][aeiou][bcdfghklmnprstvz]$/);
    fc.assert(
      fc.property(word, fc.nat(9999), (made, number) => {
        expect(isPlaceholder(`${made}${number}`, false)).toBe(false);
        expect(looksLikePlaceholder(`${made}q-${number}`)).toBe(false);
      }),
    );
  });

  test("it takes no time, whatever is repeated", () => {
    const piece = fc.constantFrom(
      "-",
      "x",
      "x-",
      "- ",
      "_",
      "your ",
      "a",
      "<",
      "%",
      "my ",
      "[",
      "abc",
      "*.",
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 3 }), fc.constantFrom("", "!", "é"), (pieces, end) => {
        const start = performance.now();
        looksLikePlaceholder(pieces.join("").repeat(120).slice(0, 119) + end);
        hasPasswordInUrl(`a://${pieces.join(":")}@`.repeat(900) + end);
        expect(performance.now() - start).toBeLessThan(1000);
      }),
    );
  });
});

test.each([
  ["postgres://crm:100%sure77@127.0.0.1:5432/crm", true],
  ["redis://:pa/ss@h:6379", true],
  ["amqp://jobs:jobs@broker:5672", true],
  ["postgres://user@host/db", false],
  ["http://host:8080/a@b", false],
  ["http://host:8080", false],
  ["mail: a@b", false],
])("hasPasswordInUrl(%s)", (value, expected) => {
  expect(hasPasswordInUrl(value)).toBe(expected);
});

test.each([
  ["DATABASE_URL", "postgres://u:p@h/db", true],
  ["DATABASE_URL", "sqlite:///x.db", false],
  ["CERT", "-----BEGIN RSA PRIVATE KEY-----\nMII", true],
  ["CERT", "-----BEGIN CERTIFICATE-----\nMII", false],
  ["DB_PASSWORD", "", true],
])("isSecret(%s, %s)", (name, value, expected) => {
  expect(isSecret(name, value)).toBe(expected);
});

test.each([
  ["", 0, 0],
  ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 0, 0],
  ["4b1f8c0e6a3d5f7e9b2c4d6e8f0a1b3c", 110, 128],
  ["password", 18, 24],
  ["0123456789", 30, 34],
])("entropyBits(%s)", (value, least, most) => {
  expect(entropyBits(value)).toBeGreaterThanOrEqual(least);
  expect(entropyBits(value)).toBeLessThanOrEqual(most);
});
