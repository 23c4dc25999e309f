import { readFileSync } from "node:fs";
import { toolsWith } from "../../known/_find.ts";
import { rests } from "./rests.ts";

/** Milliseconds without a new program after which a watcher waits for a change. */
const quiet = { ofKnown: 700, ofOthers: 1500, inside: 1500, withoutChild: 3000 };

export interface Gone {
  /** The watcher; null where only its process was seen. */
  by: string | null;
  /** How an error without a stack begins, where the watcher is the program's own process. */
  error?: RegExp;
}

interface Child {
  pid: number;
  since: number;
}

/**
 * Sees by the process table (Linux) that a program under a watcher has ended: the child that the watcher started last is gone,
 * and no other has come; where the watcher is the program's own process, nothing but a changed file can wake that. That is all there is where the watcher says nothing, or says it to a terminal. Gives null while the
 * program lives, or before there was one.
 *
 * @param root the number of the command's first process
 * @param next an earlier program has ended, and the next one is waited for: that it is not there yet says nothing. @default false
 */
export function goneUnder(root: number, next = false): () => Gone | null {
  const children = new Map<number, Map<number, Child>>();
  let goneSince: number | null = null;
  let of: string | null = null;
  let idle = { cpu: "", since: 0 };
  return () => {
    const keeper = innermostKeeper(root);
    if (keeper === null) return null;
    const now = performance.now();
    if (keeper.inside) {
      if (!rests(keeper.pid) || idle.cpu !== cpuOf(keeper.pid)) idle = { cpu: cpuOf(keeper.pid), since: now };
      return now - idle.since >= quiet.inside ? { by: keeper.tool, error: keeper.inside } : null;
    }
    const known = children.get(keeper.pid) ?? new Map<number, Child>();
    children.set(keeper.pid, known);
    const alive = childrenOf(keeper.pid);
    for (const pid of alive) if (!known.has(pid)) known.set(pid, { pid, since: now });
    const last = [...known.values()].reduce<Child | null>(
      (a, b) => (a !== null && a.since > b.since ? a : b),
      null,
    );
    const gone = last !== null && !alive.includes(last.pid);
    if (!gone || of !== keeper.tool) goneSince = null;
    of = keeper.tool;
    if (gone) goneSince ??= now;
    const enough = keeper.says ? quiet.ofKnown : quiet.ofOthers;
    if (goneSince !== null && now - goneSince >= enough) return { by: keeper.tool };
    // A child that was gone before anybody looked: what is left is a watcher that does nothing at all.
    if (!keeper.starts || alive.length > 0 || idle.cpu !== cpuOf(keeper.pid))
      idle = { cpu: cpuOf(keeper.pid), since: now };
    return !next && last === null && now - idle.since >= quiet.withoutChild ? { by: keeper.tool } : null;
  };
}

/** The processor time that a process has used, in ticks; as text, to be compared. */
function cpuOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  return stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .join();
}

interface Keeper {
  pid: number;
  tool: string | null;
  /** It says so itself when its program has ended. */
  says: boolean;
  /** It runs the program as a child, and never as itself. */
  starts: boolean;
  /** It is the program's own process (`Keeps.inside`). */
  inside: RegExp | null;
}

/** The watcher next to the program: package managers and shells may be around it. */
function innermostKeeper(root: number): Keeper | null {
  let found: Keeper | null = null;
  const seen = new Set<number>();
  const visit = (pid: number): void => {
    if (seen.has(pid)) return;
    seen.add(pid);
    found = keeperOf(pid) ?? found;
    for (const child of childrenOf(pid)) visit(child);
  };
  visit(root);
  return found;
}

const watchers = new Map(
  toolsWith("wraps").flatMap(({ name, programs = [name], wraps }) =>
    wraps.reloads ? programs.map((program) => [program, name] as const) : [],
  ),
);
const says = new Set(toolsWith("keeps").flatMap(({ name, keeps }) => (keeps.waits ? [name] : [])));
const inside = new Map(
  toolsWith("keeps").flatMap(({ name, keeps }) => (keeps.inside ? [[name, keeps.inside] as const] : [])),
);
const flag = /^--(?:watch|watch-path|reload|hot)(?:=|$)/;

function keeperOf(pid: number): Keeper | null {
  const words = read(`/proc/${pid}/cmdline`)
    .split("\0")
    .filter((word) => word !== "");
  // A shell with a whole line has the words of what it runs.
  const names = words.slice(0, 4).map((word) => word.replace(/^.*\//, "").replace(/\.(?:[cm]?js|exe)$/, ""));
  const tool = names.map((name) => watchers.get(name)).find((name) => name !== undefined);
  if (tool !== undefined) return { pid, tool, says: says.has(tool), starts: true, inside: null };
  const watch = words.findIndex((word) => flag.test(word) || word === "watch");
  if (watch < 1) return null;
  const [first = ""] = names;
  const own = inside.get(first);
  if (own !== undefined) return { pid, tool: first, says: false, starts: false, inside: own };
  const name = /^node\d*$/.test(first) && words[watch]?.startsWith("--watch") ? "node" : null;
  return { pid, tool: name, says: name !== null, starts: name !== null, inside: null };
}

function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`)
    .split(" ")
    .filter((word) => word !== "")
    .map(Number);
}

function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
