import type { RequestListener, Server } from "node:http";
import { inspect } from "node:util";
import type { Health } from "../health/health.ts";
import { type OpenAnswers, openAnswers } from "./answers.ts";
import { type Bound, bind } from "./bind.ts";
import { checkCall } from "./call.ts";
import { type EndHooks, type EndTrouble, endServer } from "./end.ts";
import { type Fetch, fetchListener } from "./fetch.ts";
import { leave } from "./leave.ts";
import { urlOf } from "./listen.ts";
import { onUnhandledRejection } from "./rejections.ts";
import { onEndSignals } from "./signals.ts";
import { type Wanted, wantedFrom } from "./wanted.ts";

// An import of node:http makes all its exports, WebSocket with the whole of undici among them: tens of milliseconds.
const { createServer } = process.getBuiltinModule("node:http");

/** What answers requests: of Request and Response, or of node:http. */
export type Application = { fetch: Fetch } | { handler: RequestListener };

/** Where the service is reached. */
export interface Listening {
  /** From this machine, without a slash at the end: "http://127.0.0.1:8001". */
  url: string;
  port: number;
  host: string;
}

/** One of the four: the application, a server that has one, or a function that makes it once its URL is known. */
export type ServeTarget =
  | { fetch: Fetch }
  | { handler: RequestListener }
  | { server: Server }
  /** Requests that come before it is made wait for it. When it fails, the port is given back and `serve` rejects. */
  | { create: (listening: Listening) => Application | Promise<Application> };

export interface ServeSettings {
  /** 0 takes any. @default PORT of the environment, else 8000 */
  port?: number | undefined;
  /** @default HOST of the environment, else 127.0.0.1, in production 0.0.0.0 */
  host?: string | undefined;
  /** What happens when the port is held. @default "fail" in production, "next" elsewhere */
  onConflict?: "next" | "fail";
  /** Answers its probes before the application does; drained when the service ends. */
  health?: Health;
  /** Milliseconds between the drain and the closed door. @default 0 */
  drainDelay?: number;
  /** Milliseconds that requests in flight have when the service ends. @default 10000 */
  deadline?: number;
  /** Called once, when the end begins and requests are still taken: what waits for nothing that matters can be given up. */
  onDrain?: () => void;
  /** Run in order after the last request, each with `hookTimeout` ms. */
  onEnd?: EndHooks;
  /** @default 5000 */
  hookTimeout?: number;
  /**
   * End gracefully, and then the process, at SIGTERM and SIGINT, and, with its cause and status 1, when a promise was rejected
   * that nobody handles (unless the application listens for that itself). @default true
   */
  signals?: boolean;
  /** What serve has to say: a port that was held, an end that did not go well. @default one line to stderr */
  say?: (line: string) => void;
}

export type ServeOptions = ServeTarget & ServeSettings;

export interface Served extends Listening {
  server: Server;
  /** Ends the service, as a signal does; what did not end well. The process goes on. */
  close(): Promise<EndTrouble>;
}

/**
 * Listens for real, on the wanted port or the next free one, by the rules of `surestart run`, and ends gracefully.
 * @throws {SurestartError} a code of the family port, when no port is available
 * @throws TypeError when it is called in another way than with one object that has an application
 */
export async function serve(options: ServeOptions, ...more: never[]): Promise<Served> {
  checkCall(options, more);
  const say = options.say ?? ((line) => void process.stderr.write(`${line}\n`));
  const wanted = wantedFrom(options, process.env);
  const application = Promise.withResolvers<RequestListener | null>();
  application.promise.catch(() => {});
  const server = "server" in options ? options.server : createServer();
  answerWith(server, application.promise, options.health, "server" in options);
  const answers = openAnswers(server);

  const bound = await bind(server, wanted, conflictRule(options, wanted), say);
  const secure = "setSecureContext" in server;
  const listening = { url: urlOf(wanted.host, bound.port, secure), port: bound.port, host: wanted.host };
  try {
    application.resolve(await listenerOf(options, listening, say));
  } catch (error) {
    application.reject(error);
    server.closeAllConnections();
    server.close();
    bound.release();
    throw error;
  }
  return { ...listening, server, close: closing(server, answers, options, bound, say) };
}

function conflictRule({ onConflict }: ServeSettings, { told, production }: Wanted): "next" | "fail" {
  if (told) return "fail";
  return onConflict ?? (production ? "fail" : "next");
}

async function listenerOf(
  target: ServeTarget,
  listening: Listening,
  say: (line: string) => void,
): Promise<RequestListener | null> {
  if ("server" in target) return null;
  const application = "create" in target ? await target.create(listening) : target;
  if ("handler" in application) return application.handler;
  return fetchListener(application.fetch, (error) =>
    say(`A request failed with status 500: ${nameOf(error)}`),
  );
}

/** Health first, then the application, which a request waits for while it is being made. */
function answerWith(
  server: Server,
  application: Promise<RequestListener | null>,
  health: Health | undefined,
  hasListeners: boolean,
): void {
  if (hasListeners) {
    if (health) answerProbesFirst(server, health);
    return;
  }
  let made: RequestListener | null = null;
  server.on("request", (request, response) => {
    if (health?.handle(request, response)) return;
    if (made !== null) return made(request, response);
    application.then(
      (listener) => {
        made = listener;
        listener?.(request, response);
      },
      () => response.destroy(),
    );
  });
}

/** The listeners that the server came with are called for everything but the probes. */
function answerProbesFirst(server: Server, health: Health): void {
  const listeners = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    if (health.handle(request, response)) return;
    for (const listener of listeners) listener.call(server, request, response);
  });
}

/** An end that is asked for twice is one. */
function closing(
  server: Server,
  answers: OpenAnswers,
  options: ServeSettings,
  bound: Bound,
  say: (line: string) => void,
): () => Promise<EndTrouble> {
  let ending: Promise<EndTrouble> | null = null;
  let forget = (): void => {};
  const close = (): Promise<EndTrouble> => {
    ending ??= endServer(server, {
      health: options.health,
      onDrain: () => {
        answers.closeEach();
        options.onDrain?.();
      },
      drainDelay: options.drainDelay ?? 0,
      deadline: options.deadline ?? 10_000,
      hooks: options.onEnd ?? {},
      hookTimeout: options.hookTimeout ?? 5000,
    }).finally(() => {
      bound.release();
      forget();
    });
    return ending;
  };
  if (options.signals !== false) {
    const end = async (failed: boolean): Promise<void> => {
      const trouble = await close();
      for (const line of trouble) say(line);
      leave(failed || trouble.length > 0 ? 1 : 0);
    };
    const forgetSignals = onEndSignals(() => end(false));
    const forgetRejections = onUnhandledRejection((reason) => {
      say(`Unhandled promise rejection; the service is stopping: ${inspect(reason)}`);
      void end(true);
    });
    forget = () => {
      forgetSignals();
      forgetRejections();
    };
  }
  return close;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
