import type { Holder } from "../facts.ts";
import { overlap } from "./addresses.ts";
import { claims } from "./claims.ts";
import { whoHolds } from "./holders.ts";
import type { ClaimOwner } from "./registry.ts";
import { type Process, type System, system } from "./system.ts";
import { refusal } from "./take-refusal.ts";
import { type Targets, targetsOf } from "./take-targets.ts";

export interface TakeOptions {
  /** Somebody has agreed that this holder is ended. Without it only an earlier run of the same project is. @default false */
  consent?: boolean;
  /** Milliseconds from SIGTERM to SIGKILL. @default 5000 */
  grace?: number;
  /** Sends a signal; a negative number is a process group. @default process.kill */
  kill?: (pid: number, signal: "SIGTERM" | "SIGKILL") => void;
}

export interface Taken {
  /** The port is free of this holder, and nobody else has come in its place. */
  freed: boolean;
  /**
   * ended: by a signal. gone: it had ended by itself. refused: it may not be ended. changed: the pid or the socket belongs to
   * something else now. survived: it is still there after SIGKILL. shared: somebody else has the same socket, or port.
   * again: the port was taken again, by a supervisor for instance.
   */
  outcome: "ended" | "gone" | "refused" | "changed" | "survived" | "shared" | "again";
  /** In words: what happened, or why not and what else can be done. */
  why: string;
  /** Signals that were sent, in order. */
  signals: ("SIGTERM" | "SIGKILL")[];
  /** Processes that have ended. */
  ended: number[];
  /** Who has the port now. */
  holders: Holder[];
  ms: number;
}

// How long a process may take to be gone after SIGKILL: only one that hangs in the kernel needs more.
const killTime = 2_000;
// How long a run may take to end after its program.
const claimTime = 3_000;

/**
 * Ends the holder of a port and waits until it, what belongs to it, and its socket are gone: SIGTERM, then SIGKILL. Before
 * every signal the identity is checked again (pid and start time; before the first one the socket too), so that a pid
 * that was given to another program meanwhile is never hit. Never throws for a holder that may not be ended: `outcome` says so.
 */
export async function takePort(holder: Holder, options: TakeOptions = {}, os?: System): Promise<Taken> {
  const from = os ?? (await system());
  const started = performance.now();
  const signals: Taken["signals"] = [];
  let targets: Targets = { group: null, processes: [] };
  const result = async (outcome: Taken["outcome"], why: string): Promise<Taken> => {
    const alive = new Set((await living(targets, from)).map((p) => p.pid));
    const ended = targets.processes.map((p) => p.pid).filter((pid) => !alive.has(pid));
    const holders = await inTheWay(holder, from);
    const freed = (outcome === "ended" || outcome === "gone") && holders.length === 0;
    return { freed, outcome, why, signals, ended, holders, ms: performance.now() - started };
  };

  const table = await processTable(from);
  const refused = refusal(holder, table, options.consent ?? false);
  if (refused) return result("refused", refused);
  const changed = await changedSince(holder, from);
  if (changed) return result(changed.outcome, changed.why);

  targets = targetsOf(holder, table);
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    const denied = await send(signal, holder, targets, options.kill ?? process.kill.bind(process), from);
    if (denied) return result("refused", denied);
    signals.push(signal);
    const time = signal === "SIGTERM" ? (options.grace ?? 5_000) : killTime;
    if (await goneWithin(time, holder, targets, from)) return settle(holder, signal, table, result, from);
  }
  const left = await living(targets, from);
  if (left.length > 0)
    return result("survived", `${pidsOf(left)} did not end, not even on SIGKILL: it hangs in the kernel.`);
  return settle(holder, "SIGKILL", table, result, from);
}

/** Why a holder is not ended whoever agrees, in words that stand alone; null: consent is all that it takes. */
export async function mustNotTake(holder: Holder): Promise<string | null> {
  return refusal(holder, await processTable(await system()), true);
}

/** The processes are gone; what the port says now decides. */
async function settle(
  holder: Holder,
  by: string,
  before: ReadonlyMap<number, Process>,
  result: (outcome: Taken["outcome"], why: string) => Promise<Taken>,
  from: System,
): Promise<Taken> {
  const now = await inTheWay(holder, from);
  const other = now[0];
  if (!other) {
    const run = await claimantAfter(holder.port);
    // Windows has no signals: what is sent there ends it at once.
    if (run === null)
      return result("ended", process.platform === "win32" ? "It was stopped." : `It ended on ${by}.`);
    const why = `It ended, but the run that started it (pid ${run.pid}) still claims the port: stop that first, or use another port.`;
    return result("again", why);
  }
  const who = other.pid === null ? `user ${other.user ?? other.uid}` : `pid ${other.pid}`;
  if (now.some((h) => h.socket === holder.socket && h.socket !== null))
    return result("shared", `It ended, but ${who} has the same socket and keeps the port open.`);
  if (other.pid !== null && before.get(other.pid)?.startTime === other.startTime)
    return result("shared", `It ended, but ${who} also listens on the same port.`);
  const parent = other.parents[0];
  const master = parent ? `, started by ${parent.name} (pid ${parent.pid})` : "";
  return result(
    "again",
    `It ended, but ${who} took the port again${master}: stop that first, or use another port.`,
  );
}

/** A run of surestart whose program has ended gives its claim back as it ends: that is waited for. Who claims it after all? */
async function claimantAfter(port: number): Promise<ClaimOwner | null> {
  const registry = await claims();
  for (const end = performance.now() + claimTime; ; ) {
    const owner = (await registry?.ownerOf(port)) ?? null;
    if (owner === null || owner.pid === process.pid) return null;
    if (performance.now() > end) return owner;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The holder is no longer what was looked at: gone, another process with its pid, or without its socket. */
async function changedSince(
  holder: Holder,
  from: System,
): Promise<{ outcome: "gone" | "changed"; why: string } | null> {
  const pid = holder.pid as number;
  const startTime = await from.startTime(pid);
  if (startTime !== null && startTime !== holder.startTime)
    return {
      outcome: "changed",
      why: `pid ${pid} is a different process now: the one that used the port has ended. No signal was sent.`,
    };
  if (startTime === null) return { outcome: "gone", why: `pid ${pid} had already ended.` };
  const sockets = await from.sockets({ ports: [holder.port], pids: [pid], state: "listening" });
  const same = sockets.some(
    (s) => s.address === holder.address && (holder.socket == null || s.id === null || s.id === holder.socket),
  );
  return same
    ? null
    : { outcome: "changed", why: `pid ${pid} no longer listens on port ${holder.port}. No signal was sent.` };
}

/** Signals the group or each process, each only when it is still the one that was meant. Gives why it was not possible. */
async function send(
  signal: "SIGTERM" | "SIGKILL",
  holder: Holder,
  targets: Targets,
  kill: NonNullable<TakeOptions["kill"]>,
  from: System,
): Promise<string | null> {
  const alive = await living(targets, from);
  // A group keeps its number as long as a member lives, and a member that we know proves that it is the same group.
  const group = alive.some((p) => p.group === targets.group) ? targets.group : null;
  try {
    if (group !== null) quiet(() => kill(-group, signal));
    for (const one of alive) {
      if (group !== null && one.group === group) continue;
      if ((await from.startTime(one.pid)) === one.startTime) quiet(() => kill(one.pid, signal));
    }
    return null;
  } catch (error) {
    return `The system refused to signal pid ${holder.pid} (${(error as NodeJS.ErrnoException).code}).`;
  }
}

/** Ended in between is as good. */
function quiet(kill: () => void): void {
  try {
    kill();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Waits until nobody of them lives and the socket no longer listens. A foreign process reports its end to nobody, so we ask. */
async function goneWithin(time: number, holder: Holder, targets: Targets, from: System): Promise<boolean> {
  const end = performance.now() + time;
  for (let pause = 5; ; pause = Math.min(pause * 1.5, 100)) {
    if ((await living(targets, from)).length === 0) {
      const now = await inTheWay(holder, from);
      // Another socket in its place is no reason to wait any longer, and a shared one no reason to kill again.
      if (now.length === 0 || now.every((h) => h.socket !== holder.socket)) return true;
      if (performance.now() > end - time / 2) return true;
    }
    if (performance.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Of those who are to end: who still lives, with what has joined their group since. */
async function living(targets: Targets, from: System): Promise<Process[]> {
  const table = await processTable(from);
  const known = targets.processes.filter((p) => {
    const now = table.get(p.pid);
    return now && !now.zombie && now.startTime === p.startTime;
  });
  if (targets.group === null || !known.some((p) => p.group === targets.group)) return known;
  const joined = [...table.values()].filter(
    (p) => p.group === targets.group && !p.zombie && !known.some((k) => k.pid === p.pid),
  );
  return [...known, ...joined];
}

/** Whoever listens now where the holder did. */
async function inTheWay(holder: Holder, from: System): Promise<Holder[]> {
  return (await whoHolds(holder.port, undefined, from)).filter((h) => overlap(h.address, holder.address));
}

async function processTable(from: System): Promise<Map<number, Process>> {
  return new Map((await from.processes()).map((p) => [p.pid, p]));
}

function pidsOf(processes: readonly Process[]): string {
  return `pid ${processes.map((p) => p.pid).join(", ")}`;
}
