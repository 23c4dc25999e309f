import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { secretFault } from "../../src/config/secret.ts";

test.each([
  ["better-auth-secret-12345678901234567890", "secret/default-in-use"],
  ["change-me-to-32-random-characters-or-more", "secret/placeholder"],
  ["your-super-secret-key-change-me-in-production", "secret/placeholder"],
  ["your-secret-goes-in-here-0123456789", "secret/placeholder"],
  ["<put a secret of at least 32 characters here>", "secret/placeholder"],
  ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "secret/placeholder"],
  ["k7Jq2mX9", "secret/too-short"],
  ["k7Jq2mX9vB4nT1cL8wR5yZ3hD6fG0sA", "secret/too-short"],
  [" ".repeat(40), "secret/too-short"],
  ["a".repeat(64), "secret/too-short"],
  ["12345678901234567890123456789012", "secret/placeholder"],
  ["abcabcabcabcabcabcabcabcabcabcabcabc", "secret/too-short"],
])("%s", (secret, code) => {
  const fault = secretFault(secret);
  expect(fault?.code).toBe(code);
  expect(`${fault?.title} ${fault?.why}`).not.toContain(secret);
});

test.each([
  ["base64url", () => randomBytes(32).toString("base64url")],
  ["base64", () => randomBytes(32).toString("base64")],
  ["hex", () => randomBytes(32).toString("hex")],
  ["the least hex", () => randomBytes(16).toString("hex")],
])("what is generated as %s is good", (_name, generate) => {
  fc.assert(
    fc.property(fc.constant(null), () => secretFault(generate()) === null),
    { numRuns: 2000 },
  );
});
