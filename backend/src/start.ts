import type { Logger } from "pino";
import type { Health } from "surestart/health";
import { type Connection, type Served, serve } from "surestart/serve";
import { createApp } from "./app.ts";
import { type Auth, type AuthParts, authOptions, createAuth } from "./auth/create-auth.ts";
import { handlerOf } from "./auth/handler.ts";
import { passkeyPlace } from "./auth/passkey-place.ts";
import { hurryPasswords } from "./auth/passwords.ts";
import { keepKeysFresh } from "./auth/rotate-keys.ts";
import { proveSigning } from "./auth/self-test.ts";
import { addressesOf } from "./config/addresses.ts";
import type { AuthConfig } from "./config/auth-config.ts";
import { type Data, openData, Unreachable } from "./data.ts";
import { makeHealthTable } from "./database/health-table.ts";
import { migrate } from "./database/migrate.ts";
import { removeExpired } from "./database/remove-expired.ts";
import { type Mailer, mailerFor, noMailer } from "./mail/mailer.ts";
import { socketAddress } from "./requests/access-log.ts";
import { createTraffic, type Traffic } from "./requests/traffic.ts";
import { backendHealth } from "./routes/health.ts";
import { problemResponse } from "./routes/problem.ts";
import { untilItWorks } from "./wait.ts";

type Answer = (request: Request, connection: Connection) => Response | Promise<Response>;

export interface Started extends Served {
  /** Resolves when requests are taken: at once, or when the servers that it needs have answered. Rejects when they refuse. */
  ready: Promise<void>;
}

/**
 * Starts the backend in the order in which each step finds what it needs, and none is taken in vain: the database, a lock,
 * the tables, Better Auth and what it has to say, a token signed and verified, and only then the port. A database server
 * that does not answer yet is waited for with the port open: live at once, ready later.
 */
export async function startBackend(config: AuthConfig, log: Logger): Promise<Started> {
  const data = openData(config.data, config.placeOf);
  const prepare = (): Promise<void> => data.prepare(() => prepareTables(config, data, log));
  const missing = await prepare().then(() => null, onlyUnreachable);
  if (missing !== null) log.warn(`${missing.message}. Requests are answered 503 until it does.`);

  let auth: Auth | null = null;
  let mailer: Mailer = noMailer;
  const traffic = createTraffic();
  const health = backendHealth(
    {
      database: (signal) => data.database.check(signal),
      sessions: data.store?.check,
      mails: config.mail.way.by === "smtp" ? () => mailer.check() : undefined,
      signing: async () => {
        if (auth !== null) await proveSigning(auth, data.database);
      },
      doubtfulSettings: config.warnings.length + Number(config.production && config.url === null),
    },
    { started: missing === null, metricsToken: config.metricsToken, more: traffic.text, log },
  );
  health.mark("database");
  const ending = new AbortController();
  let answer: Answer = notYet;
  let ready = Promise.resolve();
  const served = await serve({
    host: config.host,
    health,
    drainDelay: config.drainDelay,
    ...(config.production ? { say: (line: string) => log.warn(line) } : {}),
    onDrain: () => {
      ending.abort();
      hurryPasswords();
    },
    onEnd: { mails: () => mailer.close(), data: () => data.close() },
    // Tokens and links name the port that is really used, which is known now.
    create: async ({ url }) => {
      health.mark("port");
      const open = async (): Promise<void> => {
        mailer = mailerFor(config, data, url, log);
        auth = await makeAuth(config, { ...data, mailer }, url, log);
        health.mark("auth");
        answer = await createAnswer(config, { auth, data, traffic, mailer, health }, url, log);
        health.mark("ready");
        void mailer.prove();
      };
      if (missing === null) await open();
      else {
        ready = untilItWorks(prepare, (error) => !(error instanceof Unreachable), ending.signal)
          .then(open)
          // Ended before it was ready: that is said by nobody else, and is no fault.
          .catch((error: unknown) => (ending.signal.aborted ? new Promise(() => {}) : Promise.reject(error)));
        ready.then(health.started, () => {});
      }
      return { fetch: (request, connection) => answer(request, connection) };
    },
  });
  return { ...served, ready };
}

function onlyUnreachable(error: unknown): Unreachable {
  if (error instanceof Unreachable) return error;
  throw error;
}

async function prepareTables(config: AuthConfig, { database, store }: Data, log: Logger): Promise<void> {
  const beforePort = "http://127.0.0.1";
  const parts = { database, store, mailer: noMailer };
  await migrate(authOptions(config, parts, beforePort, log));
  await makeHealthTable(database.kysely);
  // Tables that are there already were read, and not written.
  await database.check();
  const auth = await makeAuth(config, parts, beforePort, log);
  await proveSigning(auth, database, config.placeOf("BETTER_AUTH_SECRET"));
}

interface AnswerParts {
  auth: Auth;
  data: Data;
  traffic: Traffic;
  mailer: Mailer;
  health: Health;
}

async function createAnswer(
  config: AuthConfig,
  { auth, data, traffic, mailer, health }: AnswerParts,
  url: string,
  log: Logger,
): Promise<Answer> {
  const context = await auth.$context;
  const { own } = addressesOf({
    configured: config.url,
    listening: url,
    production: config.production,
    extra: [],
  });
  const passkeys = passkeyPlace(own);
  data.onClose(keepKeysFresh(auth, config.keyRotationDays, log));
  data.onClose(removeExpired(auth, log));
  const app = createApp({
    auth,
    handle: await handlerOf(auth, passkeys),
    own,
    isTrustedOrigin: (origin) => context.isTrustedOrigin(origin),
    trustedProxies: config.trustedProxies,
    traffic,
    appName: config.appName,
    mail: config.mail,
    mailer,
    passkeys,
    social: config.social,
    health: async (c) =>
      (await health.fetch(new Request(new URL("/health", c.req.url), { headers: c.req.raw.headers }), {
        address: socketAddress(c.env),
      })) as Response,
    log,
  });
  return (request, connection) => app.fetch(request, connection);
}

async function makeAuth(config: AuthConfig, parts: AuthParts, listening: string, log: Logger): Promise<Auth> {
  const auth = createAuth(config, parts, listening, log);
  await auth.$context;
  return auth;
}

const notYet: Answer = () =>
  problemResponse(503, "The backend has not reached its database yet. Try again.", { "retry-after": "2" });
