import { passkey } from "@better-auth/passkey";
import { describe, expect, test } from "vitest";
import { passkeyPlace, passkeyTable } from "../../src/auth/passkey-place.ts";

describe("where passkeys are good", () => {
  test.each([
    [["http://127.0.0.1:8000", "http://localhost:8000"], "localhost", ["http://localhost:8000"]],
    [["https://auth.example.com"], "auth.example.com", ["https://auth.example.com"]],
    [["https://auth.example.com", "http://127.0.0.1:8000"], "auth.example.com", ["https://auth.example.com"]],
    [["http://localhost:3000"], "localhost", ["http://localhost:3000"]],
  ])("%j", (own, host, origins) => {
    expect(passkeyPlace(own)).toEqual({ host, origins });
  });

  test.each([
    [["http://auth.example.com"]],
    [["https://192.0.2.7"]],
    [["http://0.0.0.0:8000"]],
    [["https://[2001:db8::1]"]],
    [["http://127.0.0.1:8000"]],
    [[]],
  ])("nowhere: %j", (own) => {
    expect(passkeyPlace(own)).toBeNull();
  });
});

test("the table is the one that the plugin wants", () => {
  expect(passkeyTable().schema).toEqual(passkey().schema);
});
