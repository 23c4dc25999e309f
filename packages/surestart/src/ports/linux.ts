import {
  pids as allPids,
  networkOf,
  ownerOf,
  readDetails,
  readProcess,
  readProcesses,
  socketInodes,
} from "./procfs.ts";
import { readSockets } from "./socket-table.ts";
import type { Socket, SocketQuery, System } from "./system.ts";

/** Linux, from /proc alone: no subprocess, and nothing that needs a right. */
export const linux: System = {
  sockets: async (query) => socketsOf(query),
  processes: async () => readProcesses(),
  details: async (pids) => pids.map(readDetails).filter((one) => one !== null),
  startTime: async (pid) => startTimeOf(pid),
  reserved: async () => [],
  kernelHttpPorts: async () => [],
};

export function startTimeOf(pid: number): number | null {
  const found = readProcess(pid);
  return found === null || found.zombie ? null : found.startTime;
}

/** Synchronous, for those who ask again and again. */
export function socketsOf(query: SocketQuery): Socket[] {
  const found = tables(query).filter((s) => !query.ports || query.ports.includes(s.port));
  if (found.length === 0) return [];
  const owners = findOwners(found, query.pids);
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

/** Which processes have these sockets open, by inode. Those whose descriptors we may not see are passed over. */
function findOwners(sockets: Socket[], among: readonly number[] | undefined): Map<string, number[]> {
  const owners = new Map<string, number[]>();
  for (const socket of sockets) if (socket.id !== null) owners.set(socket.id, []);
  const me = process.geteuid?.() ?? 0;
  for (const pid of among ?? allPids()) {
    // Asking is cheap, being refused is not.
    if (me !== 0 && !among && ownerOf(pid) !== me) continue;
    for (const inode of socketInodes(pid) ?? []) owners.get(inode)?.push(pid);
  }
  return owners;
}
