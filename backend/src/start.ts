import { getRequestListener } from "@hono/node-server";
import type { Logger } from "pino";
import { type Served, serve } from "surestart/serve";
import { createApp } from "./app.ts";
import { type Auth, authOptions, createAuth } from "./auth/create-auth.ts";
import { keepKeysFresh } from "./auth/rotate-keys.ts";
import { proveSigning } from "./auth/self-test.ts";
import { addressesOf } from "./config/addresses.ts";
import type { AuthConfig } from "./config/auth-config.ts";
import { migrate } from "./database/migrate.ts";
import { openSqlite } from "./database/sqlite/open.ts";
import { backendHealth } from "./routes/health.ts";

/**
 * Starts the backend in the order in which each step finds what it needs, and none is taken in vain: the database, a lock,
 * the tables, Better Auth and what it has to say, a token signed and verified, and only then the port.
 */
export async function startBackend(config: AuthConfig, log: Logger): Promise<Served> {
  const database = openSqlite(config.databaseFile);
  const make = async (listening: string): Promise<Auth> => {
    const auth = createAuth(config, database, listening, log);
    await auth.$context;
    return auth;
  };
  await database.whileLocked(async () => {
    const beforePort = "http://127.0.0.1";
    await migrate(authOptions(config, database, beforePort, log));
    await proveSigning(await make(beforePort), database.name);
  });
  return serve({
    host: config.host,
    health: backendHealth(() => database.check()),
    onEnd: { database: () => database.close() },
    // Tokens and links name the port that is really used, which is known now.
    create: async ({ url }) => {
      const auth = await make(url);
      const context = await auth.$context;
      const { own } = addressesOf({
        configured: config.url,
        listening: url,
        production: config.production,
        extra: [],
      });
      keepKeysFresh(auth, config.keyRotationDays, log);
      const app = createApp({
        auth,
        own,
        isTrustedOrigin: (origin) => context.isTrustedOrigin(origin),
        trustedProxies: config.trustedProxies,
        log,
      });
      return { handler: getRequestListener(app.fetch) };
    },
  });
}
