import { setTimeout as sleep } from "node:timers/promises";
import { clock } from "../clock.ts";
import type { Process } from "../ports/system.ts";
import { groupMembers, isGroupGone } from "./group.ts";
import type { Program } from "./spawn.ts";

// Windows ends us itself about five seconds after a window was closed.
const closing = 2000;

/** Ends a program and waits until its end was noticed, too. Nothing happens to one that never started. */
export async function stopProgram(program: Program, options: StopOptions = {}): Promise<{ killed: boolean }> {
  if (program.pid === null) return { killed: false };
  if (process.platform === "win32") {
    const { stopTree } = await import("./stop-windows.ts");
    const { asked = null, grace = asked === "SIGHUP" ? closing : 5000, force } = options;
    return stopTree(program, { asked: asked !== null, grace, force });
  }
  const result = await stopGroup(program.pid, options);
  await program.ended;
  return result;
}

export interface StopOptions {
  /** The first, polite signal; null: it was sent already. @default "SIGTERM" */
  signal?: NodeJS.Signals | null;
  /** Milliseconds from the polite signal to KILL. @default 5000 */
  grace?: number;
  /** Cuts the grace short: KILL at once. */
  force?: AbortSignal | undefined;
  /** What has asked us for the end, and so has told the program too where we share a console (Windows). @default null */
  asked?: NodeJS.Signals | null;
}

/**
 * Ends everything that a program became: the polite signal to its group and to the groups made within its session, a wait
 * for the whole of it, then KILL. Resolves when nothing of it is left. What left by setsid is not touched.
 * @returns whether KILL was needed.
 */
async function stopGroup(root: number, options: StopOptions = {}): Promise<{ killed: boolean }> {
  const { signal = "SIGTERM", grace = 5000, force } = options;
  if (await isGroupGone(root)) return { killed: false };
  if (signal) signalAll(root, await groupMembers(root), signal);
  // A stopped process would only act on it when it is continued.
  signalAll(root, await groupMembers(root), "SIGCONT");
  if (await gone(root, grace, force)) return { killed: false };
  // A fork in the moment of the signal can outlive it: once more until the table shows none.
  for (let i = 0; i < 20; i++) {
    signalAll(root, await groupMembers(root), "SIGKILL");
    if (await gone(root, 250)) break;
  }
  return { killed: true };
}

/** Waits until nothing of the group is left; true when that came within `ms`. */
async function gone(root: number, ms: number, force?: AbortSignal | undefined): Promise<boolean> {
  const until = clock() + ms;
  for (let pause = 4; ; pause = Math.min(pause * 1.5, 60)) {
    if (await isGroupGone(root)) return true;
    if (clock() >= until || force?.aborted) return false;
    await sleep(pause);
  }
}

function signalAll(root: number, members: readonly Process[], signal: NodeJS.Signals): void {
  const groups = new Set([root, ...members.flatMap((m) => m.group ?? [])]);
  for (const group of groups) {
    try {
      process.kill(-group, signal);
    } catch {
      // Gone between the look and the signal, which is what was wanted.
    }
  }
}
