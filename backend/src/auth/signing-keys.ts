/** A key pair as Better Auth's table has it; `id` is the `kid` of a token. */
export interface StoredKey {
  id: string;
  publicKey: string;
  createdAt: Date;
  expiresAt?: Date | null | undefined;
  alg?: string | null | undefined;
  crv?: string | null | undefined;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long others may keep the key set that they fetched, in seconds. */
export const keySetMaxAge = 300;

/**
 * A new key is shown for this long before it signs: whoever verifies has it by then, caches in between included.
 * @see keySetMaxAge
 */
const lead = hour;

/** A key is shown for this long after it has signed the last token: far longer than a token is good for (15 minutes). */
const grace = day;

/** The keys with which tokens may be signed now, the newest of which is taken: those shown long enough, or the oldest. */
export function signingKeys<K extends StoredKey>(keys: readonly K[], now: number): K[] {
  const oldestFirst = keys.filter(({ expiresAt }) => !expiresAt || expiresAt.getTime() > now).toSorted(byAge);
  const shown = oldestFirst.filter(({ createdAt }) => createdAt.getTime() + lead <= now);
  return shown.length > 0 ? shown : oldestFirst.slice(0, 1);
}

/** Whether it is time for the next key: it is made early enough to be shown before the one in use is `interval` ms old. */
export function needsNextKey(keys: readonly StoredKey[], interval: number, now: number): boolean {
  const newest = keys.toSorted(byAge).at(-1);
  return newest === undefined || newest.createdAt.getTime() + interval - lead <= now;
}

/** Keys by which no token that is still good was signed: another one has signed in their place for longer than the grace. */
export function retiredKeys<K extends StoredKey>(keys: readonly K[], now: number): K[] {
  const oldestFirst = keys.toSorted(byAge);
  return oldestFirst.filter((_key, index) => {
    const next = oldestFirst[index + 1];
    return next !== undefined && next.createdAt.getTime() + lead + grace <= now;
  });
}

/** The public halves as a JWK Set (RFC 7517). */
export function publicKeySet(keys: readonly StoredKey[]): string {
  return JSON.stringify({
    keys: keys.toSorted(byAge).map(({ id, publicKey, alg, crv }) => ({
      ...(JSON.parse(publicKey) as object),
      ...(crv ? { crv } : {}),
      alg: alg ?? "ES256",
      use: "sig",
      kid: id,
    })),
  });
}

function byAge(a: StoredKey, b: StoredKey): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}
