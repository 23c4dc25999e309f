import type { RunFacts } from "../facts.ts";
import { type Process, type Socket, system } from "./system.ts";

/** A set of processes: by number, or all that are in a process group or a session. */
export type Members = { pids: readonly number[] } | { group: number } | { session: number };

/** The processes of a set that are alive now. Zombies do not count: they hold nothing and only wait to be reaped. */
export async function processesOf(members: Members): Promise<Process[]> {
  const all = await (await system()).processes();
  return all.filter((one) => !one.zombie && isMember(one, members));
}

/** Every descendant of a process, itself not included, by the parents that the table names now. */
export function descendantsOf(pid: number, table: readonly Process[]): Process[] {
  const found: Process[] = [];
  const seen = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of table) {
      if (seen.has(one.pid) || !seen.has(one.parent)) continue;
      seen.add(one.pid);
      found.push(one);
      grown = true;
    }
  }
  return found;
}

/** The sockets on which a set of processes listens. One look; `watchListeners` is for looking again and again. */
export async function listenersOf(members: Members): Promise<RunFacts["listening"]> {
  const from = await system();
  const pids = await pidsOf(members);
  return listening(await from.sockets({ pids, state: "listening" }));
}

/** The connections that a set of processes has open or is opening: what a program that does not listen may be waiting for. */
export async function connectionsOf(members: Members): Promise<RunFacts["connections"]> {
  const from = await system();
  const pids = await pidsOf(members);
  const sockets = await from.sockets({ pids, state: "any" });
  return sockets.flatMap((s) =>
    s.remote === null
      ? []
      : [{ address: s.remote.address, port: s.remote.port, state: s.state, pid: s.pids[0] as number }],
  );
}

export function listening(sockets: readonly Socket[]): RunFacts["listening"] {
  return sockets.map((s) => ({ address: s.address, port: s.port, pid: s.pids[0] as number }));
}

export function isMember(one: Process, members: Members): boolean {
  if ("pids" in members) return members.pids.includes(one.pid);
  if ("group" in members) return one.group === members.group;
  return one.session === members.session;
}

async function pidsOf(members: Members): Promise<readonly number[]> {
  return "pids" in members ? members.pids : (await processesOf(members)).map((p) => p.pid);
}
