import {
  pids as allPids,
  networkOf,
  ownerOf,
  readDetails,
  readProcess,
  readProcesses,
  socketInodes,
  userName,
} from "./procfs.ts";
import { readSockets } from "./socket-table.ts";
import type { Process, Socket, SocketQuery, System } from "./system.ts";

/** Linux, from /proc alone: no subprocess, and nothing that needs a right. */
export const linux: System = {
  sockets: async (query) => socketsOf(query),
  processes: async () => readProcesses(),
  ancestry: async (pids) => climb(pids),
  details: async (pids) => pids.map(readDetails).filter((one) => one !== null),
  startTime: async (pid) => startTimeOf(pid),
  userName,
  reserved: async () => [],
  kernelHttpPorts: async () => [],
};

function startTimeOf(pid: number): number | null {
  const found = readProcess(pid);
  return found === null || found.zombie ? null : found.startTime;
}

/** Synchronous, for those who ask again and again. */
export function socketsOf(query: SocketQuery): Socket[] {
  const found = tables(query).filter((s) => !query.ports || query.ports.includes(s.port));
  if (found.length === 0) return [];
  const owners = findOwners(found, query);
  for (const socket of found) socket.pids = owners.get(socket.id ?? "") ?? [];
  return query.pids ? found.filter((s) => s.pids.length > 0) : found;
}

/** The tables of every network namespace that the processes live in; our own where none are named. */
function tables(query: SocketQuery): Socket[] {
  const own = networkOf("self");
  const seats = new Map<string | null, number | "self">();
  if (!query.pids) seats.set(own, "self");
  for (const pid of query.pids ?? []) {
    const network = networkOf(pid) ?? own;
    if (!seats.has(network)) seats.set(network, network === own ? "self" : pid);
  }
  return [...seats.values()].flatMap((at) => readSockets(query.state, at));
}

/**
 * Which processes have these sockets open, by inode. Those whose descriptors we may not see are passed over. When single
 * ports are asked for, the newest processes are looked at first, as development servers are, and the look ends as soon as every
 * socket has an owner: of who shares it, only the ancestors of that one matter then.
 */
function findOwners(sockets: Socket[], query: SocketQuery): Map<string, number[]> {
  const owners = new Map<string, number[]>();
  for (const socket of sockets) if (socket.id !== null) owners.set(socket.id, []);
  const me = process.geteuid?.() ?? 0;
  let missing = owners.size;
  const look = (pid: number): void => {
    for (const inode of socketInodes(pid) ?? []) {
      const known = owners.get(inode);
      if (!known || known.includes(pid)) continue;
      if (known.length === 0) missing--;
      known.push(pid);
    }
  };
  const first = query.ports && !query.pids;
  for (const pid of query.pids ?? allPids().sort((a, b) => (first ? b - a : a - b))) {
    // Asking is cheap, being refused is not.
    if (me !== 0 && !query.pids && ownerOf(pid) !== me) continue;
    look(pid);
    if (first && missing === 0) break;
  }
  if (first) for (const { pid } of climb([...owners.values()].flat())) look(pid);
  return owners;
}

/** The processes and their ancestors, each once. */
function climb(pids: readonly number[]): Process[] {
  const found = new Map<number, Process>();
  for (const start of pids)
    for (let pid = start; pid > 0 && !found.has(pid); ) {
      const one = readProcess(pid);
      if (!one) break;
      found.set(pid, one);
      pid = one.parent;
    }
  return [...found.values()];
}
