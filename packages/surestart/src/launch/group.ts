import { isBlind } from "../ports/procfs.ts";
import { type Process, system } from "../ports/system.ts";

/**
 * The living processes that a started program has become: those of its group, and those of its session that made groups of
 * their own. Dead ones that nobody has collected yet do not count: they hold no port. `root` is the number of group and session.
 */
export async function groupMembers(root: number): Promise<Process[]> {
  return (await living()).filter((p) => belongs(p, root));
}

/**
 * Is nothing of it left? By the table: the first process's group may be gone while another group of the session lives on. Where the system shows no processes, its first group is asked by a signal
 * that does nothing.
 */
export async function isGroupGone(root: number): Promise<boolean> {
  if (!isBlind()) return (await groupMembers(root)).length === 0;
  try {
    return !process.kill(-root, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/**
 * The processes that count as ours when they answer: the group, and what descends from it by a chain of living parents
 * (the backend of a run inside this run has a session of its own).
 */
export async function familyOf(root: number): Promise<Process[]> {
  const table = await living();
  const family = new Map<number, Process>();
  for (const p of table) if (belongs(p, root)) family.set(p.pid, p);
  for (let grown = true; grown; ) {
    grown = false;
    for (const p of table) {
      if (family.has(p.pid) || !family.has(p.parent)) continue;
      family.set(p.pid, p);
      grown = true;
    }
  }
  return [...family.values()];
}

function belongs(p: Process, root: number): boolean {
  return p.group === root || p.session === root || p.pid === root;
}

async function living(): Promise<Process[]> {
  return (await (await system()).processes()).filter((p) => !p.zombie);
}
