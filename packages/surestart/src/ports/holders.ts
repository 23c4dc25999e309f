import type { Holder } from "../facts.ts";
import { isRuntime, startsOthers } from "../known/_find.ts";
import { addressesOf, overlap } from "./addresses.ts";
import { mustNotStop } from "./must-not-stop.ts";
import { processName } from "./process-name.ts";
import { type Process, type ProcessDetails, type Socket, type System, system } from "./system.ts";

/**
 * Who listens on a port. With `host` only those who are in the way of a server on that host (a wildcard is in the way of
 * every address, and every address in the way of a wildcard). Nobody: an empty list. Never throws for what it may not see:
 * then `pid` is null and `uid` says whose it is. `ownRun` and `claimedBy` are for `examinePort` to fill in.
 */
export async function whoHolds(port: number, host?: string, os?: System): Promise<Holder[]> {
  const from = os ?? (await system());
  const sockets = await from.sockets({ ports: [port], state: "listening" });
  return describe(
    sockets.filter((s) => isInTheWay(s.address, host)),
    from,
  );
}

/** A listener on `address` keeps a server from listening on `host`. */
export function isInTheWay(address: string, host: string | undefined): boolean {
  const wanted = host === undefined ? null : addressesOf(host);
  return wanted === null || wanted.some((one) => overlap(one, address));
}

/** Everybody who listens on a TCP port of this machine, by port. */
export async function listeners(os?: System): Promise<Holder[]> {
  const from = os ?? (await system());
  return describe(await from.sockets({ state: "listening" }), from);
}

async function describe(sockets: Socket[], from: System): Promise<Holder[]> {
  if (sockets.length === 0) return [];
  const known = sockets.flatMap((s) => s.pids);
  const table = new Map((await from.ancestry(known)).map((p) => [p.pid, p]));
  const leaders = sockets.map((s) => oldestAncestor(s.pids, table));
  const chains = new Map(leaders.filter((pid) => pid !== null).map((pid) => [pid, parentsOf(pid, table)]));
  const asked = new Set([...chains].flatMap(([pid, parents]) => [pid, ...parents]));
  const details = new Map((await from.details([...asked])).map((d) => [d.pid, d]));
  return sockets
    .map((socket, at) => {
      const pid = leaders[at] ?? null;
      const parents = (pid === null ? [] : (chains.get(pid) ?? [])).map((p) => details.get(p));
      return holder(socket, pid, (pid === null ? null : details.get(pid)) ?? null, parents, from);
    })
    .sort((a, b) => a.port - b.port || a.family - b.family || (a.pid ?? 0) - (b.pid ?? 0));
}

function holder(
  socket: Socket,
  leader: number | null,
  owner: ProcessDetails | null,
  parents: (ProcessDetails | undefined)[],
  from: System,
): Holder {
  return {
    pid: owner?.pid ?? leader,
    startTime: owner?.startTime ?? null,
    argv: owner?.argv ?? [],
    cwd: owner?.cwd ?? null,
    user: owner?.user ?? (socket.uid === null ? null : (from.userName?.(socket.uid) ?? null)),
    uid: owner?.uid ?? socket.uid,
    since: owner?.since ?? null,
    parents: parents.filter((p) => p !== undefined).map((p) => ({ pid: p.pid, name: inWords(p) })),
    address: socket.address,
    port: socket.port,
    family: socket.family,
    group: owner?.group ?? null,
    socket: socket.id,
    system: owner ? mustNotStop(owner) : null,
    ownRun: false,
    claimedBy: null,
  };
}

/**
 * Several processes may have one socket: a server and its workers, a reloader and its child. The one to speak of is that
 * from which the others got it: it has no ancestor among them. Of several such the oldest.
 */
export function oldestAncestor(pids: readonly number[], table: ReadonlyMap<number, Process>): number | null {
  const sharing = new Set(pids);
  const first = pids.filter((pid) => !parentsOf(pid, table).some((parent) => sharing.has(parent)));
  const age = (pid: number): number => table.get(pid)?.startTime ?? Number.POSITIVE_INFINITY;
  return first.sort((a, b) => age(a) - age(b) || a - b)[0] ?? null;
}

/** Parents, nearest first. A parent that is younger than its child is a pid that was given again: the chain ends there. */
export function parentsOf(pid: number, table: ReadonlyMap<number, Process>): number[] {
  const chain: number[] = [];
  let at = table.get(pid);
  while (at && at.parent > 0 && !chain.includes(at.parent)) {
    const parent = table.get(at.parent);
    if (!parent || parent.startTime > at.startTime) break;
    chain.push(parent.pid);
    at = parent;
  }
  return chain;
}

// Runtimes whose own name says little: what they run is meant.
const interpreters = /^(node|python[\d.]*|MainThread)$/;

const own = /^(?:corepack|surestart)$/;

/** A process as one would call it: "npm" for `node …/npm-cli.js run dev`, "systemd unit x.service", else its program. */
function inWords(one: ProcessDetails): string {
  if (one.unit) return one.unit.startsWith("container ") ? one.unit : `systemd unit ${one.unit}`;
  const [first = one.name, ...rest] = one.argv;
  const program = processName([first, ...rest]);
  if (!interpreters.test(program) && !isRuntime(program)) return program.replace(/:$/, "");
  const script = rest.find((word) => !word.startsWith("-"));
  const tool = /(?:^|[/\\])([\w-]+?)(?:-cli)?(?:\.[cm]?js)?$/.exec(script ?? "")?.[1];
  return tool && (startsOthers(tool) || own.test(tool)) ? tool : program;
}
