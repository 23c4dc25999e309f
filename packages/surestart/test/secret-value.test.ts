import { describe, expect, test } from "vitest";
import { entropyBits, hasPasswordInUrl, isSecret, looksLikePlaceholder } from "../src/secret-value.ts";

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
  ])("%s is one", (value) => {
    expect(looksLikePlaceholder(value)).toBe(true);
  });

  test.each([
    "",
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
