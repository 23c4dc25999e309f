import type { Holder } from "../facts.ts";
import { parentsOf } from "./holders.ts";
import { descendantsOf } from "./members.ts";
import type { Process } from "./system.ts";

/** What a signal is sent to: a process group as a whole, or single processes. */
export interface Targets {
  group: number | null;
  /** Everybody who is to end, the holder first, with identities. */
  processes: Process[];
}

/**
 * The holder with all that descends from it; where its process group is nothing else than the program (the wrappers that
 * started it, itself, and what it forked), the group, so that the wrappers end too and nothing that it forks meanwhile is missed.
 * Never the group of a shell, since other jobs of a script live there, and never our own.
 */
export function targetsOf(holder: Holder, table: ReadonlyMap<number, Process>): Targets {
  const all = [...table.values()];
  const self = table.get(holder.pid as number);
  const tree = self ? [self, ...descendantsOf(self.pid, all)] : [];
  const program = groupOfProgram(holder, tree, table);
  return program ? { group: holder.group, processes: program } : { group: null, processes: tree };
}

function groupOfProgram(
  holder: Holder,
  tree: readonly Process[],
  table: ReadonlyMap<number, Process>,
): Process[] | null {
  const { group } = holder;
  const leader = group === null ? undefined : table.get(group);
  if (group === null || !leader || leader.zombie || isShell(leader.name)) return null;
  const ours = [process.pid, ...parentsOf(process.pid, table)];
  if (ours.some((pid) => table.get(pid)?.group === group)) return null;
  const above = parentsOf(holder.pid as number, table);
  if (leader.pid !== holder.pid && !above.includes(leader.pid)) return null;

  const wrappers = above.slice(0, above.indexOf(leader.pid) + 1);
  const known = new Set([...wrappers, ...tree.map((p) => p.pid)]);
  const members = [...table.values()].filter((p) => p.group === group && !p.zombie);
  if (!members.every((p) => known.has(p.pid))) return null;
  const outside = tree.filter((p) => p.group !== group);
  return [...tree.filter((p) => p.group === group), ...members.filter((p) => !tree.includes(p)), ...outside];
}

function isShell(name: string): boolean {
  return /^-?(sh|bash|dash|ash|zsh|fish|ksh|mksh|tcsh|csh|nu|xonsh|busybox|pwsh|powershell|cmd)(\.exe)?$/.test(
    name,
  );
}
