import { randomUUID } from "node:crypto";

/**
 * The id by which a request is found in the log: that of X-Request-Id where a proxy in front of the backend sets it, else a
 * fresh one. What a client sends itself could put lines of others under its own id.
 */
export function requestIdOf(given: string | undefined, trustedProxies: number): string {
  return trustedProxies > 0 && given !== undefined && /^[\w.:-]{8,64}$/.test(given) ? given : randomUUID();
}
