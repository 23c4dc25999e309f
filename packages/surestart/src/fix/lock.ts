import { createHash } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../alive.ts";
import { realPath } from "../real-path.ts";
import { stateFolder } from "./state-folder.ts";

// Writing a plan takes milliseconds; whoever waits longer than this waits for something that hangs.
const longestWait = 10_000;

/** Does `work` while no other surestart writes into the same project: see `lockProject`. */
export function withLock<T>(dir: string, work: () => T, environment?: Record<string, string | undefined>): T {
  const release = lockProject(dir, environment);
  try {
    return work();
  } finally {
    release();
  }
}

/** Locks that this process has: one that asks again has it already. */
const ours = new Set<string>();

/**
 * Waits until no other surestart writes into the project; gives what ends that. The lock is a file in the user's state folder
 * that names its process, so that one whose holder died is taken over. Where no lock is available (a read-only home, a holder
 * that hangs) the work is done all the same: every write checks for itself that nothing was changed.
 */
export function lockProject(
  dir: string,
  environment: Record<string, string | undefined> = process.env,
): () => void {
  const folder = join(stateFolder(environment), "locks");
  const path = join(folder, createHash("sha256").update(realPath(dir)).digest("hex").slice(0, 24));
  const mine = `${path}.${process.pid}`;
  if (ours.has(path)) return () => {};
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(mine, String(process.pid), { mode: 0o600 });
  } catch {
    return () => {};
  }
  try {
    const end = Date.now() + longestWait;
    // A link is made by one process only, and names its holder from the first moment on.
    for (let wait = 5; !linked(mine, path); wait = Math.min(wait * 1.5, 60)) {
      if (Date.now() > end) return () => {};
      const holder = holderOf(path);
      // Gone in the meantime counts as alive: then the next attempt at the link decides.
      if (holder !== null && !isAlive(holder)) clear(path);
      else pause(wait * (0.5 + Math.random()));
    }
    ours.add(path);
    return () => {
      ours.delete(path);
      rmSync(path, { force: true });
    };
  } finally {
    rmSync(mine, { force: true });
  }
}

function linked(mine: string, path: string): boolean {
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function holderOf(path: string): number | null {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/** Takes a dead holder's lock away; of several that try, the rename succeeds for one. */
function clear(path: string): void {
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
    rmSync(aside, { force: true });
  } catch {
    // Another one has cleared it.
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
