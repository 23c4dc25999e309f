import fc from "fast-check";
import { expect, test } from "vitest";
import {
  needsNextKey,
  publicKeySet,
  retiredKeys,
  type StoredKey,
  signingKeys,
} from "../../src/auth/signing-keys.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 1);

const key = (id: string, at: number, more: Partial<StoredKey> = {}): StoredKey => ({
  id,
  publicKey: '{"kty":"EC","crv":"P-256","x":"x","y":"y"}',
  createdAt: new Date(at),
  alg: "ES256",
  ...more,
});
const ids = (keys: StoredKey[]) => keys.map(({ id }) => id);

test("the first key signs at once, the next one an hour after it was shown", () => {
  const first = key("first", start);
  expect(ids(signingKeys([first], start))).toEqual(["first"]);
  const next = key("next", start + 30 * day);
  expect(ids(signingKeys([next, first], start + 30 * day + hour - 1))).toEqual(["first"]);
  expect(ids(signingKeys([next, first], start + 30 * day + hour))).toEqual(["first", "next"]);
  const ended = { ...first, expiresAt: new Date(start) };
  expect(ids(signingKeys([next, ended], start + 30 * day + minute))).toEqual(["next"]);
});

test("the next key is made in time, and the old one goes a day after its last signature", () => {
  const first = key("first", start);
  expect(needsNextKey([], 30 * day, start)).toBe(true);
  expect(needsNextKey([first], 30 * day, start + 30 * day - hour - 1)).toBe(false);
  expect(needsNextKey([first], 30 * day, start + 30 * day - hour)).toBe(true);
  const next = key("next", start + 30 * day);
  expect(retiredKeys([first, next], start + 31 * day + hour - 1)).toEqual([]);
  expect(ids(retiredKeys([next, first], start + 31 * day + hour))).toEqual(["first"]);
});

test("the set has the public halves alone, the oldest first", () => {
  const secret = { ...key("a", start), privateKey: "canary" };
  const { keys } = JSON.parse(publicKeySet([key("b", start + 1), secret])) as { keys: object[] };
  expect(keys).toEqual([
    { kty: "EC", crv: "P-256", x: "x", y: "y", alg: "ES256", use: "sig", kid: "a" },
    { kty: "EC", crv: "P-256", x: "x", y: "y", alg: "ES256", use: "sig", kid: "b" },
  ]);
});

test("over years, looked at now and then: a good token's key is shown, and was shown before it signed", () => {
  const pauses = fc.array(fc.integer({ min: minute, max: 3 * hour }), { minLength: 300, maxLength: 600 });
  fc.assert(
    fc.property(pauses, fc.integer({ min: 1, max: 5 }), (waits, days) => {
      let keys: StoredKey[] = [];
      let now = start;
      let lastSigned: { id: string; at: number } | null = null;
      for (const wait of waits) {
        now += wait;
        if (needsNextKey(keys, days * day, now)) keys = [...keys, key(`k${now}`, now)];
        const gone = ids(retiredKeys(keys, now));
        keys = keys.filter(({ id }) => !gone.includes(id));
        expect(keys.length).toBeLessThanOrEqual(4);
        if (lastSigned !== null && now - lastSigned.at < 15 * minute)
          expect(ids(keys)).toContain(lastSigned.id);
        const signer = signingKeys(keys, now).at(-1) as StoredKey;
        if (keys.length > 1) expect(now - signer.createdAt.getTime()).toBeGreaterThanOrEqual(hour);
        lastSigned = { id: signer.id, at: now };
      }
    }),
    { numRuns: 20 },
  );
});
