import { createJwk, type JwtOptions } from "better-auth/plugins/jwt";
import type { Logger } from "pino";
import type { Auth } from "./create-auth.ts";
import { needsNextKey, retiredKeys, type StoredKey } from "./signing-keys.ts";

const hour = 3_600_000;

/** Looks now and then every hour whether it is time for another signing key. The process does not stay for it. Gives a function that ends it. */
export function keepKeysFresh(auth: Auth, days: number, log: Logger): () => void {
  const look = async (): Promise<void> => {
    try {
      const { made, removed } = await rotateKeys(auth, days, Date.now());
      if (made) log.info("A new signing key is published, and will sign tokens in an hour.");
      if (removed > 0) log.info(`${removed} signing keys that are no longer needed were removed.`);
    } catch (error) {
      log.error({ err: error }, "The signing keys could not be rotated.");
    }
  };
  void look();
  // Not the same minute in every process that shares the database.
  const timer = setInterval(look, hour * (0.9 + Math.random() * 0.2));
  timer.unref();
  return () => clearInterval(timer);
}

/** Makes the next key when it is time, and removes those that no token needs any more. */
async function rotateKeys(
  auth: Auth,
  days: number,
  now: number,
): Promise<{ made: boolean; removed: number }> {
  const context = await auth.$context;
  const keys = await context.adapter.findMany<StoredKey>({ model: "jwks" });
  const made = needsNextKey(keys, days * 24 * hour, now);
  if (made)
    await createJwk({ context } as unknown as Parameters<typeof createJwk>[0], jwtOptions(context.options));
  const old = retiredKeys(keys, now);
  for (const { id } of old)
    await context.adapter.delete({ model: "jwks", where: [{ field: "id", value: id }] });
  return { made, removed: old.length };
}

function jwtOptions({
  plugins = [],
}: {
  plugins?: readonly { id: string; options?: unknown }[];
}): JwtOptions {
  return plugins.find(({ id }) => id === "jwt")?.options as JwtOptions;
}
