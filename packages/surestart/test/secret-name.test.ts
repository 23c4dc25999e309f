import fc from "fast-check";
import { expect, test } from "vitest";
import { isSecretName } from "../src/secret-name.ts";

test.each([
  "SECRET",
  "BETTER_AUTH_SECRET",
  "BETTER_AUTH_SECRETS",
  "JWT_SECRET",
  "jwtSecret",
  "CLIENT_SECRET_2",
  "DB_PASSWORD",
  "PGPASSWORD",
  "MYSQL_ROOT_PASSWORD",
  "DB_PASS",
  "DB_PWD",
  "SSH_PASSPHRASE",
  "GITHUB_TOKEN",
  "NPM_TOKEN_PROD",
  "MAIL_API_TOKEN",
  "API_KEY",
  "STRIPE_API_KEY",
  "APIKEY",
  "OPENAI_APIKEY",
  "AWS_SECRET_ACCESS_KEY",
  "PRIVATE_KEY",
  "VAULT_KEY",
  "APP_KEY",
  "KEY",
  "API_KEY_1",
  "SIGNING_KEY",
  "ENCRYPTION_KEYS",
  "RELAY_SIGNING_KEY_2",
  "EDITOR_LOGIN_HASH",
  "PASSWORD_HASH",
  "SESSION_SALT",
  "GOOGLE_CREDENTIALS",
  "COOKIE_SIGNING",
  "VITE_PAYMENT_SECRET_KEY",
  "GITHUB_PAT",
  "REDIS_AUTH",
])("%s is the name of a secret", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  "",
  "PORT",
  "PWD",
  "OLDPWD",
  "PUBLIC_KEY",
  "JWT_PUBLIC_KEY",
  "VITE_PAYMENT_PUBLISHABLE_KEY",
  "SUPABASE_ANON_KEY",
  "KEY_ID",
  "KEY_12",
  "KEY2",
  "key-3",
  "RELAY_KEY_ID",
  "POST_TEMPLATEID_PASSWORD_RESET",
  "AWS_ACCESS_KEY_ID",
  "KEYBOARD",
  "ONSCREEN_KEYBOARD_LAYOUT",
  "MONKEY",
  "COMPASS",
  "PASSENGERS",
  "PASS_THROUGH",
  "TOKEN_TTL",
  "TOKEN_URL",
  "MAX_TOKENS",
  "TOKENIZER",
  "PASSWORD_MIN_LENGTH",
  "SECRET_NAME",
  "SESSION_SECRET_FILE",
  "BCRYPT_SALT_ROUNDS",
  "GIT_COMMIT_HASH",
  "HASHRATE",
  "SIGNING_ALGORITHM",
  "SORT_KEY",
  "DATABASE_URL",
  "PRIVATE_NETWORK",
  "AUTHOR",
])("%s is none", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test("a word that says nothing of secrets, with any number, is none", () => {
  const word = fc.constantFrom("ITEM", "HOST", "NODE", "KEY", "PORT", "REGION", "SHARD", "COLOR", "FEATURE");
  fc.assert(
    fc.property(word, fc.nat(99_999), fc.constantFrom("", "_", "-"), (name, number, between) => {
      expect(isSecretName(`${name}${between}${number}`)).toBe(false);
    }),
  );
});
