import { createLocalJWKSet, errors } from "jose";

/** Whether the backend has such a key could not be found out now. */
export class KeysUnreachable extends Error {}

/**
 * The public keys of the backend, as jose takes them: fetched at the first token, and looked for again when a token names
 * another one. Anybody can send a token that names a key which does not exist. So the backend is asked at most once in
 * `pause` ms, and the last good keys stay when it does not answer. (jose's createRemoteJWKSet asks again for every token
 * while the backend does not answer, and drops its keys when they are old.)
 */
export function backendKeys(url, { freshFor = 300_000, pause = 5000, timeout = 2000 } = {}) {
  let find = null;
  let fetched = Number.NEGATIVE_INFINITY;
  let asked = Number.NEGATIVE_INFINITY;
  let answer = Promise.resolve(false);

  /** Whether the keys are those of a moment ago. */
  function refresh() {
    if (performance.now() - asked >= pause) {
      asked = performance.now();
      answer = fetchKeys().catch(() => false);
    }
    return answer;
  }

  async function fetchKeys() {
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(timeout) });
    const { keys } = await response.json();
    if (!response.ok || !keys?.length) return false;
    find = createLocalJWKSet({ keys });
    fetched = performance.now();
    return true;
  }

  return async (header, token) => {
    if (find !== null) {
      // A key that was withdrawn disappears here, and nobody waits for that.
      if (performance.now() - fetched > freshFor) void refresh();
      try {
        return await find(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      }
    }
    if (!(await refresh())) throw new KeysUnreachable();
    return find(header, token);
  };
}
