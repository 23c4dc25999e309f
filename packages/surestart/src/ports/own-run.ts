import type { Holder } from "../facts.ts";
import { onDisk } from "../real-path.ts";
import { entryOf, sameEntry } from "./entry-of-argv.ts";
import { type System, system } from "./system.ts";

/** The program that would be started: its innermost command line and the folder in which it runs. */
export interface OwnProgram {
  argv: readonly string[];
  cwd: string;
}

/**
 * Whether a holder is an earlier run of this program: it runs in the same folder, and its command line means the same entry.
 * The interpreter's path, the port, the host and other switches of a run may differ; another entry of the same folder is a
 * sibling. The holder's parents are looked at too, since servers rename themselves (`next-server (v16)`) or fork.
 */
export async function isOwnRun(
  holder: Pick<Holder, "pid" | "argv" | "cwd" | "parents"> & Partial<Pick<Holder, "claimedBy">>,
  own: OwnProgram,
  os?: System,
): Promise<boolean> {
  // Where the system does not tell a process's folder (Windows), the run that was given the port does.
  const heldIn = holder.cwd ?? holder.claimedBy?.dir ?? null;
  if (heldIn === null) return false;
  const isSame = (argv: readonly string[], cwd: string | null): boolean => runsSame({ argv, cwd }, own);
  if (isSame(holder.argv, heldIn)) return true;

  const from = os ?? (await system());
  const table = await from.processes();
  const parentOf = new Map(table.map((p) => [p.pid, p.parent]));
  const above = new Set<number>();
  for (let pid = process.pid; pid > 0 && !above.has(pid); pid = parentOf.get(pid) ?? 0) above.add(pid);
  const parents = holder.parents.map((p) => p.pid).filter((pid) => !above.has(pid));
  return (await from.details(parents)).some((parent) => isSame(parent.argv, parent.cwd));
}

/** The same by the process alone: its folder and its command line. */
export function runsSame(one: { argv: readonly string[]; cwd: string | null }, own: OwnProgram): boolean {
  if (one.cwd === null || onDisk(one.cwd) !== onDisk(own.cwd)) return false;
  const wanted = entryOf(own.argv, own.cwd);
  return wanted !== null && sameEntry(entryOf(one.argv, one.cwd), wanted);
}
