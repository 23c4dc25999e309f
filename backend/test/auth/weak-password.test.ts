import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weakPassword } from "../../src/auth/weak-password.ts";

describe("passwords that are tried first", () => {
  test.each([
    ["common", "password"],
    ["common", "Passw0rd!"],
    ["common", "welcome2026"],
    ["common", "  Summer2025!! "],
    ["common", "123iloveyou456"],
    ["common", "dragonmonkey"],
    ["common", "P@ssword"],
    ["common", "1234567890!"],
    ["pattern", "12345678"],
    ["pattern", "87654321"],
    ["pattern", "qwertyuiop"],
    ["pattern", "1q2w3e4r5t"],
    ["pattern", "1qaz2wsx"],
    ["pattern", "abcdefgh"],
    ["pattern", "aaaaaaaa"],
    ["pattern", "        "],
    ["pattern", "abcabcabc"],
    ["pattern", "asdf1234"],
    ["own", "ada.lovelace"],
    ["own", "lovelace1815"],
    ["own", "ada.lovelace@example.com"],
    [null, "correct horse battery"],
    [null, "kT7#pq2LmZ"],
    [null, "mein kleiner grüner kaktus"],
    [null, "8f14e45fceea167a"],
    [null, "密码很长但不常见的"],
  ])("%s: %j", (expected, password) => {
    expect(weakPassword(password, ["ada.lovelace@example.com", "Ada Lovelace"])).toBe(expected);
  });

  test("none that was made at random", () => {
    const random = fc.string({
      unit: fc.constantFrom(..."abcdefghijkmnpqrstuvwxyz23456789#-_"),
      minLength: 12,
      maxLength: 40,
    });
    fc.assert(fc.property(random, (text) => new Set(text).size < 9 || weakPassword(text) === null));
  });
});
