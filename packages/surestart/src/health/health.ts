import type { IncomingMessage, ServerResponse } from "node:http";
import { type Details, detailsPolicy } from "./access.ts";
import { type Check, type CheckResult, checkSettings } from "./check.ts";
import { type HealthReport, healthDocument } from "./document.ts";
import { createRunner, type Runner } from "./runner.ts";

/** live: the process turns. ready: it can take requests now. started: it was ready once. health: the same as ready. */
export type Probe = "health" | "live" | "ready" | "started";

export interface HealthOptions {
  /** Of the service, shown to all. */
  version?: string;
  checks?: Record<string, Check>;
  /** Where the probes are: this path, and /live, /ready and /started below it. @default "/health" */
  path?: string;
  /** Who is shown the single checks. @default "loopback" */
  details?: Details;
  /** A probe is answered after so many ms at the latest; a kubelet waits 1000. @default 800 */
  deadline?: number;
  /** false: nothing is ready before `started()` was called. @default true */
  started?: boolean;
}

export interface Health {
  /** Adds a check, or puts another in the place of the one of that name. */
  add(name: string, check: Check): void;
  /** How it stands, without HTTP. Checks whose last answer is fresh are not run again. */
  check(): Promise<HealthReport>;
  /** Answers GET and HEAD of a probe; undefined when the request is for another path. `address`: who asks. */
  fetch(request: Request, from?: { address?: string | undefined }): Promise<Response> | undefined;
  /** The same for node:http; false when the request is for another path, and nothing was done. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** From now on it may be ready. */
  started(): void;
  /** From now on ready fails, so that nothing new is sent here; live goes on. */
  drain(): void;
}

/** An answer to a probe, before it is one of HTTP. */
interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** `performance.now()` until which the same answer holds. */
  until: number;
}

/**
 * Probes for an application: live, ready and started, by checks that run at the same time, each once however many probes
 * ask, and that a hanging one cannot hold up. No answer bears an error's text.
 */
export function createHealth(options: HealthOptions = {}): Health {
  const { version = null, path = "/health", deadline = 800 } = options;
  const mayBeShown = detailsPolicy(options.details ?? "loopback");
  const runners = new Map<string, Runner>();
  const replies = new Map<string, Reply>();
  const pending = new Map<string, Promise<Reply>>();
  const probes = new Map<string, Probe>([
    [path, "health"],
    [`${path}/live`, "live"],
    [`${path}/ready`, "ready"],
    [`${path}/started`, "started"],
  ]);
  let state: HealthReport["state"] = options.started === false ? "starting" : "running";
  let wasReady = false;

  function add(name: string, check: Check): void {
    runners.set(name, createRunner(checkSettings(name, check)));
    replies.clear();
  }
  for (const [name, check] of Object.entries(options.checks ?? {})) add(name, check);

  function enter(next: HealthReport["state"]): void {
    state = next;
    replies.clear();
  }

  /** What each check says: at once where all are fresh, else when the last has answered or the deadline is over. */
  function results(): CheckResult[] | Promise<CheckResult[]> {
    const all = [...runners.values()];
    const read = all.map((runner) => runner.read());
    if (!read.some((result) => result instanceof Promise)) return read as CheckResult[];
    const done: (CheckResult | undefined)[] = [];
    const each = read.map(async (result, index) => {
      done[index] = await result;
    });
    return beforeDeadline(Promise.all(each), deadline).then(() =>
      all.map((runner, index) => done[index] ?? runner.settle()),
    );
  }

  function report(checks: CheckResult[]): HealthReport {
    const worst = checks.reduce<0 | 1 | 2>((sum, { status }) => Math.max(sum, order[status]) as 0 | 1 | 2, 0);
    const status = state === "running" ? (["pass", "warn", "fail"] as const)[worst] : "fail";
    if (status !== "fail") wasReady = true;
    const sorted = checks.toSorted((a, b) => order[b.status] - order[a.status]);
    return { status, state, version, uptime: Math.floor(process.uptime()), checks: sorted };
  }

  function replyTo(probe: Probe, detailed: boolean): Reply | Promise<Reply> {
    const key = detailed ? `${probe}+` : probe;
    const known = replies.get(key);
    if (known !== undefined && performance.now() < known.until) return known;
    if (probe === "live" || (probe === "started" && wasReady)) return keep(key, alive(), false);
    // What the checks would say changes nothing now, and a drain is told at once.
    if (state !== "running") return keep(key, report([]), false);
    const waiting = pending.get(key);
    if (waiting !== undefined) return waiting;
    const checks = results();
    if (!(checks instanceof Promise)) return keep(key, report(checks), detailed);
    const reply = checks
      .then((settled) => keep(key, report(settled), detailed))
      .finally(() => pending.delete(key));
    pending.set(key, reply);
    return reply;
  }

  function alive(): HealthReport {
    return { status: "pass", state: "running", version, uptime: Math.floor(process.uptime()), checks: [] };
  }

  /** An answer holds as long as its oldest check, and no longer than its uptime is right. */
  function keep(key: string, of: HealthReport, detailed: boolean): Reply {
    const secondIsOver = 1000 - ((process.uptime() * 1000) % 1000);
    const freshFor = of.checks.length === 0 ? Number.POSITIVE_INFINITY : leastFresh(runners.values());
    const reply: Reply = {
      status: of.status === "fail" ? 503 : 200,
      headers: headersOf(of),
      body: healthDocument(of, detailed),
      until: performance.now() + Math.min(secondIsOver, freshFor),
    };
    reply.headers["content-length"] = String(Buffer.byteLength(reply.body));
    replies.set(key, reply);
    return reply;
  }

  return {
    add,
    check: async () => report(await results()),
    started: () => enter(state === "draining" ? state : "running"),
    drain: () => enter("draining"),

    fetch(request, from) {
      const probe = probes.get(new URL(request.url).pathname);
      if (probe === undefined) return undefined;
      if (request.method !== "GET" && request.method !== "HEAD") {
        return Promise.resolve(new Response(null, { status: 405, headers: { allow: "GET, HEAD" } }));
      }
      const detailed = mayBeShown(from?.address, (name) => request.headers.get(name));
      return Promise.resolve(replyTo(probe, detailed)).then(
        ({ status, headers, body }) =>
          new Response(request.method === "HEAD" ? null : body, { status, headers }),
      );
    },

    handle(request, response) {
      const url = request.url ?? "";
      const query = url.indexOf("?");
      const probe = probes.get(query === -1 ? url : url.slice(0, query));
      if (probe === undefined) return false;
      if (request.method !== "GET" && request.method !== "HEAD") {
        response.writeHead(405, { allow: "GET, HEAD", "content-length": "0" }).end();
        return true;
      }
      const detailed = mayBeShown(
        request.socket.remoteAddress,
        (name) => request.headers[name] as string | undefined,
      );
      const send = ({ status, headers, body }: Reply): void => {
        response.writeHead(status, headers).end(request.method === "HEAD" ? undefined : body);
      };
      const reply = replyTo(probe, detailed);
      if (reply instanceof Promise) void reply.then(send);
      else send(reply);
      return true;
    },
  };
}

const order = { pass: 0, warn: 1, fail: 2 } as const;

function headersOf(report: HealthReport): Record<string, string> {
  return {
    "content-type": "application/health+json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(report.state === "running" ? {} : { "retry-after": "1" }),
    ...(report.state === "draining" ? { connection: "close" } : {}),
  };
}

function leastFresh(runners: Iterable<Runner>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const runner of runners) least = Math.min(least, runner.freshFor());
  return least;
}

function beforeDeadline(all: Promise<unknown>, ms: number): Promise<unknown> {
  let timer: NodeJS.Timeout;
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return Promise.race([all, over]).finally(() => clearTimeout(timer));
}
