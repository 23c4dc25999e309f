import { constants } from "node:os";
import type { RunFacts } from "../facts.ts";
import type { Started } from "./start.ts";

export interface RunEnd {
  ended: RunFacts["ended"];
  exit: RunFacts["exit"];
  spawnError: RunFacts["spawnError"];
  /** It was healthy at some time. */
  healthy: boolean;
  /** The signal with which the user asked us for the end. */
  asked: NodeJS.Signals | null;
  exitWhenHealthy: boolean;
  /** The status of `--then`'s command; null when it did not run. */
  afterHealthy: number | null;
}

/** Statuses of their own (sysexits.h): EX_UNAVAILABLE, EX_TEMPFAIL, EX_CONFIG. */
const neverHealthy = 69;
export const noPort = 75;
export const badConfiguration = 78;

/** The exit status of `surestart run` (contract: "Exit status"). */
export function statusOf(end: RunEnd): number {
  if (end.spawnError) return end.spawnError.code === "ENOENT" ? 127 : 126;
  if (end.ended === "no-port") return noPort;
  if (!end.healthy) {
    if (end.asked) return 128 + constants.signals[end.asked];
    // What we ended ourselves at the end of the time says nothing by its own status.
    if (end.ended === "timeout" || end.exit === null) return neverHealthy;
    return exitStatus(end.exit) || neverHealthy;
  }
  if (end.afterHealthy !== null) return end.afterHealthy;
  if (end.exitWhenHealthy) return 0;
  const status = end.exit ? exitStatus(end.exit) : 0;
  return end.asked && bySignal(status) ? 0 : status;
}

/**
 * The status when `--then`'s command is not run any more: a signal asked for the end, or the program has ended, between the
 * answer that made it healthy and now. A command that was never run has not succeeded, however the program ended. null: run it.
 */
export function tooLateForThen(
  asked: NodeJS.Signals | null,
  ending: { code: number | null; signal: string | null } | null,
): number | null {
  if (asked) return 128 + constants.signals[asked];
  return ending && (exitStatus(ending) || neverHealthy);
}

/** As a shell gives it: 128 and the number of the signal. */
export function exitStatus({ code, signal }: { code: number | null; signal: string | null }): number {
  if (signal !== null) return 128 + (constants.signals[signal as NodeJS.Signals] ?? 0);
  return code ?? 0;
}

/**
 * By a signal that asks for the end: of several that came at once, any may have been the quicker one. Some programs catch it
 * and end with the status that it would have given.
 */
function bySignal(status: number): boolean {
  const { SIGHUP, SIGINT, SIGQUIT, SIGTERM } = constants.signals;
  return [SIGHUP, SIGINT, SIGQUIT, SIGTERM].some((signal) => status === 128 + signal);
}

/** How it ended. Where one of several programs failed and we stopped the others, the end of that one counts. */
export function exitOf({ started }: { started: Started | null }): RunFacts["exit"] {
  if (started?.waited?.how === "part") return { code: started.part?.status ?? 1, signal: null };
  // What keeps the program was stopped by us.
  if (started?.waited?.how === "kept") {
    const code = started.waited.kept?.code ?? null;
    return code === null ? null : { code, signal: null };
  }
  const ending = started?.program.ending ?? null;
  return ending && !ending.spawnError ? { code: ending.code, signal: ending.signal } : null;
}
