import { Redis } from "ioredis";
import { noteFault } from "../database/faults.ts";

/** Milliseconds after which an answer is not waited for: requests are to be answered at once, also while Redis is gone. */
const commandTimeout = 500;

/** Milliseconds between two tries to reach it again. */
const retryDelay = (tries: number): number => Math.min(50 * 2 ** tries, 2000);

/** Better Auth's secondary storage. */
export interface Storage {
  get(key: string): Promise<string | null>;
  getAndDelete(key: string): Promise<string | null>;
  set(key: string, value: string, ttl?: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Counts up in a window of `ttl` seconds that begins with the first count; what it is now. */
  increment(key: string, ttl: number): Promise<number>;
}

/** Sessions and counts that all replicas share. */
export interface SessionStore {
  /** For people: "Redis at cache.example.com:6379". */
  name: string;
  storage: Storage;
  /** Resolves once it is reached for the first time; rejects with what Redis refuses. */
  reached(): Promise<void>;
  /** Throws when it does not answer, or takes no writes. */
  check(): Promise<void>;
  close(): void;
}

export function openRedis(url: string): SessionStore {
  const redis = new Redis(url, {
    keyPrefix: "surestart:",
    lazyConnect: true,
    connectTimeout: 2000,
    // Of its own commands, such as the ones with which a connection begins; ours are waited for less long.
    commandTimeout: 5000,
    // A command that cannot be sent now is an error now.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: retryDelay,
    connectionName: "surestart-backend",
  });
  let last: unknown;
  // Unheard it is printed, once for each try; each command that fails for it says so too.
  redis.on("error", (error: unknown) => {
    last = error;
  });
  const { host, port } = redis.options;
  return {
    name: `Redis at ${host}:${port}`,
    storage: storageOf(redis),
    async reached() {
      if (redis.status === "wait") await redis.connect().catch(() => {});
      if (redis.status !== "ready") throw last ?? new Error("Connection is closed.");
      // When it has no such database it would go on with its first one.
      await redis.select(redis.options.db ?? 0);
    },
    async check() {
      if (redis.status === "wait") await redis.connect();
      await within(redis.set("health", "1", "EX", 60));
    },
    close: () => redis.disconnect(),
  };
}

function storageOf(redis: Redis): Storage {
  const noted = <T>(done: Promise<T>): Promise<T> =>
    within(done).catch((error: unknown) => {
      noteFault(error);
      throw error;
    });
  return {
    get: (key) => noted(redis.get(key)),
    getAndDelete: (key) => noted(redis.getdel(key)),
    async set(key, value, ttl) {
      await noted(ttl === undefined ? redis.set(key, value) : redis.set(key, value, "EX", Math.ceil(ttl)));
    },
    async delete(key) {
      await noted(redis.del(key));
    },
    async increment(key, ttl) {
      // Together, so that no count is ever left without an end.
      const counted = redis.multi().set(key, 0, "EX", Math.ceil(ttl), "NX").incr(key).exec();
      const [failed, count] = (await noted(counted))?.[1] ?? [];
      if (failed || typeof count !== "number") {
        noteFault(failed);
        throw failed ?? new Error("Redis did not count");
      }
      return count;
    },
  };
}

/** Where this process itself stood still, the answer may be there and not read yet: it is read before it counts as late. */
function within<T>(done: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Error("Command timed out"));
    const timer = setTimeout(() => setImmediate(late), commandTimeout);
    done.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
