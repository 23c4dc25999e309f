import { expect, test } from "vitest";
import { dialects, readEnv } from "../../src/env/dialects.ts";
import type { SecretForm } from "../../src/finding.ts";
import { makeSecret } from "../../src/fix/secret-forms.ts";

test.each<[form: SecretForm, pattern: RegExp]>([
  [{ generate: "base64url" }, /^[\w-]{43}$/],
  [{ generate: "base64", bytes: 33 }, /^[A-Za-z0-9+/]{44}$/],
  [{ generate: "hex", bytes: 16 }, /^[0-9a-f]{32}$/],
  [{ generate: "fernet" }, /^[\w-]{43}=$/],
  [{ generate: "versioned" }, /^1:[\w-]{43}$/],
])("%j is in its form, another each time, and read alike by every dialect", (form, pattern) => {
  const secret = makeSecret(form);
  expect(secret).toMatch(pattern);
  expect(makeSecret(form)).not.toBe(secret);
  for (const dialect of dialects)
    expect(readEnv(`A_SECRET=${secret}\n`, dialect).values["A_SECRET"]).toBe(secret);
});
