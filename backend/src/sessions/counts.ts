import type { Storage } from "./redis.ts";

/** Counts in windows of time, each of which begins with its first count. */
export type Counts = Pick<Storage, "increment" | "delete">;

/** More are only made by an attack, during which the oldest are forgotten first. */
const most = 100_000;

/** For one process, where no store has them for all. `now`: milliseconds. */
export function countsInMemory(now: () => number = Date.now): Counts {
  const counts = new Map<string, { count: number; until: number }>();
  return {
    async increment(key, ttl) {
      const known = counts.get(key);
      if (known !== undefined && known.until > now()) return ++known.count;
      counts.delete(key);
      for (const [oldest, { until }] of counts) {
        if (until > now() && counts.size < most) break;
        counts.delete(oldest);
      }
      counts.set(key, { count: 1, until: now() + ttl * 1000 });
      return 1;
    },
    async delete(key) {
      counts.delete(key);
    },
  };
}
