import { randomUUID } from "node:crypto";
import { detailsPolicy } from "./access.ts";
import { askByItself } from "./by-itself.ts";
import { watchChanges } from "./changes.ts";
import { type Check, type CheckResult, checkSettings } from "./check.ts";
import type { HealthReport } from "./document.ts";
import { bodyIn, type Format, formatFor, typeOf } from "./formats.ts";
import { checkGroups, isInGroup } from "./groups.ts";
import { createMetrics, metricsType } from "./metrics.ts";
import type { Health, HealthOptions } from "./options.ts";
import { type Asked, probesAt } from "./probes.ts";
import { headersOf, notAllowed, type Reply, send, toResponse } from "./reply.ts";
import { createRunner, type Runner } from "./runner.ts";
import { createSlots } from "./slots.ts";

export type { Health } from "./options.ts";

/** How a request asks, whatever it is a request of. */
interface Asking {
  method: string;
  query: string;
  address: string | undefined;
  header: (name: string) => string | null | undefined;
}

const mostMarks = 32;

/**
 * Probes for an application: live, ready and started, by checks that run at the same time, each once however many probes
 * ask, and that a hanging one cannot hold up. No answer contains an error's text.
 */
export function createHealth(options: HealthOptions = {}): Health {
  const { version = null, releaseId = null, deadline = 800, groups = {} } = options;
  const mayBeShown = detailsPolicy(options.details ?? "loopback");
  const mayBeMeasured = detailsPolicy(options.metrics?.show ?? "loopback");
  const runners = new Map<string, Runner>();
  const replies = new Map<string, Reply>();
  const pending = new Map<string, Promise<Reply>>();
  const probes = probesAt(options);
  const metrics = createMetrics();
  const changed = watchChanges(options.onChange ?? (() => {}));
  const slots = createSlots(options.concurrency ?? 16);
  const instance = randomUUID();
  const timeline: HealthReport["timeline"] = [];
  let state: HealthReport["state"] = options.started === false ? "starting" : "running";
  let wasReady = false;
  const byItself = askByItself(state === "running");

  function add(name: string, check: Check): void {
    const settings = checkSettings(name, check);
    const runner = createRunner(settings, {
      slots,
      onResult(result) {
        metrics.record(result);
        changed(result);
      },
    });
    runners.set(name, runner);
    byItself.set(name, settings.every, () => runner.refresh());
    replies.clear();
  }
  for (const [name, check] of Object.entries(options.checks ?? {})) add(name, check);
  checkGroups(groups, [...runners.keys()]);

  function enter(next: HealthReport["state"]): void {
    state = next;
    if (state === "running") byItself.start();
    if (state === "draining") byItself.stop();
    replies.clear();
  }

  function runnersOf(asked: Asked): Runner[] {
    const group = groups[asked.name];
    const all = [...runners.values()];
    return asked.kind === "group" && group ? all.filter(({ name }) => isInGroup(name, group)) : all;
  }

  /** What each check says: at once where all are fresh, else when the last has answered or the deadline is over. */
  function resultsOf(some: Runner[]): CheckResult[] | Promise<CheckResult[]> {
    const read = some.map((runner) => runner.read());
    if (!read.some((result) => result instanceof Promise)) return read as CheckResult[];
    const done: (CheckResult | undefined)[] = [];
    const each = read.map(async (result, index) => {
      done[index] = await result;
    });
    return beforeDeadline(Promise.all(each), deadline).then(() =>
      some.map((runner, index) => done[index] ?? runner.settle()),
    );
  }

  function report(checks: CheckResult[], ofAll = true): HealthReport {
    const worst = checks.reduce<0 | 1 | 2>((sum, { status }) => Math.max(sum, order[status]) as 0 | 1 | 2, 0);
    const status = state === "running" ? (["pass", "warn", "fail"] as const)[worst] : "fail";
    if (status !== "fail" && ofAll) wasReady = true;
    const sorted = checks.toSorted((a, b) => order[b.status] - order[a.status]);
    return { ...base(), status, state, checks: sorted };
  }

  function alive(): HealthReport {
    return { ...base(), status: "pass", state: "running", checks: [] };
  }

  function base(): Pick<HealthReport, "version" | "releaseId" | "instance" | "timeline" | "uptime"> {
    return { version, releaseId, instance, timeline, uptime: Math.floor(process.uptime()) };
  }

  function replyTo(asked: Asked, format: Format, detailed: boolean): Reply | Promise<Reply> {
    const key = `${asked.name} ${format}${detailed ? "+" : ""}`;
    const known = replies.get(key);
    if (known !== undefined && performance.now() < known.until) return known;
    const some = runnersOf(asked);
    const keep = (of: HealthReport, shown: boolean): Reply => keepReply(key, of, some, format, shown);
    if (asked.kind === "live" || (asked.kind === "started" && wasReady)) return keep(alive(), detailed);
    // What the checks would say changes nothing now, and a drain is told at once.
    if (state !== "running") return keep(report([]), detailed);
    const waiting = pending.get(key);
    if (waiting !== undefined) return waiting;
    const ofAll = asked.kind !== "group";
    const checks = resultsOf(some);
    if (!(checks instanceof Promise)) return keep(report(checks, ofAll), detailed);
    const reply = checks
      .then((settled) => keep(report(settled, ofAll), detailed))
      .finally(() => pending.delete(key));
    pending.set(key, reply);
    return reply;
  }

  /** An answer holds as long as its oldest check, and no longer than its uptime is right. */
  function keepReply(
    key: string,
    of: HealthReport,
    some: Runner[],
    format: Format,
    detailed: boolean,
  ): Reply {
    const secondIsOver = 1000 - ((process.uptime() * 1000) % 1000);
    const freshFor = of.checks.length === 0 ? Number.POSITIVE_INFINITY : leastFresh(some);
    const body = bodyIn(format, of, detailed);
    const reply: Reply = {
      status: of.status === "fail" ? 503 : 200,
      headers: headersOf(of, typeOf(format), body),
      body,
      until: performance.now() + Math.min(secondIsOver, freshFor),
    };
    replies.set(key, reply);
    return reply;
  }

  async function measured(): Promise<Reply> {
    const of = report(await resultsOf([...runners.values()]));
    const body = metrics.text(of) + (options.metrics?.more?.() ?? "");
    return { status: 200, headers: headersOf({ state: "running" }, metricsType, body), body, until: 0 };
  }

  /** undefined: the request is not for us. */
  function answer(path: string, asking: Asking): Reply | Promise<Reply> | undefined {
    const asked = probes.get(path);
    if (asked === undefined) return undefined;
    // To others there is nothing here, as without metrics.
    if (asked.kind === "metrics" && !mayBeMeasured(asking.address, asking.header)) return undefined;
    if (asking.method !== "GET" && asking.method !== "HEAD") return notAllowed;
    if (asked.kind === "metrics") return measured();
    const format = formatFor(asking.header("accept"), asking.query);
    return replyTo(asked, format, mayBeShown(asking.address, asking.header));
  }

  return {
    add,
    check: async () => report(await resultsOf([...runners.values()])),
    started: () => enter(state === "draining" ? state : "running"),
    drain: () => enter("draining"),

    mark(step) {
      if (timeline.length < mostMarks) timeline.push({ step, ms: Math.round(process.uptime() * 1000) });
      replies.clear();
    },

    fetch(request, from) {
      const { pathname, search } = new URL(request.url);
      const reply = answer(pathname, {
        method: request.method,
        query: search,
        address: from?.address,
        header: (name) => request.headers.get(name),
      });
      if (reply === undefined) return undefined;
      return Promise.resolve(reply).then((ready) => toResponse(ready, request.method));
    },

    handle(request, response) {
      const { url = "", method = "" } = request;
      const query = url.indexOf("?");
      const reply = answer(query === -1 ? url : url.slice(0, query), {
        method,
        query: query === -1 ? "" : url.slice(query),
        address: request.socket.remoteAddress,
        header: (name) => request.headers[name] as string | undefined,
      });
      if (reply === undefined) return false;
      if (reply instanceof Promise) void reply.then((ready) => send(ready, method, response));
      else send(reply, method, response);
      return true;
    },
  };
}

const order = { pass: 0, warn: 1, fail: 2 } as const;

function leastFresh(runners: Iterable<Runner>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const runner of runners) least = Math.min(least, runner.freshFor());
  return least;
}

function beforeDeadline(all: Promise<unknown>, ms: number): Promise<unknown> {
  let timer: NodeJS.Timeout;
  const over = new Promise((resolve) => {
    // As a check: what has arrived while this process stood still is read first.
    timer = setTimeout(() => setImmediate(resolve), ms);
  });
  return Promise.race([all, over]).finally(() => clearTimeout(timer));
}
