import { lookup } from "node:dns/promises";
import { release } from "node:os";
import { setTimeout } from "node:timers/promises";
import type { Holder, PortFacts } from "../facts.ts";
import { addressesOf, bracketed } from "./addresses.ts";
import { needsWholePort, probeBind, tryListen } from "./bind-probe.ts";
import { claims } from "./claims.ts";
import { isInTheWay, whoHolds } from "./holders.ts";
import { mustNotStop } from "./must-not-stop.ts";
import { isOwnRun, type OwnProgram } from "./own-run.ts";
import { unprivilegedFrom } from "./port-numbers.ts";
import { type ProcessDetails, type Socket, type System, system } from "./system.ts";

/** The part of the facts about a port that the machine itself tells. */
export type PortState = Required<
  Pick<
    PortFacts,
    "holders" | "busy" | "splitLoopback" | "beside" | "privileged" | "hostUnavailable" | "reserved"
  >
>;

export interface ExamineOptions {
  port: number;
  /** The host that the server would listen on. @default every address */
  host?: string;
  /** The program that wants the port, to recognise its own earlier run. */
  program?: OwnProgram;
}

const resolveTime = 2_000;

/**
 * Whether a port is available, and if not, why: asked of the system's tables and, where these show nobody, of a real bind. Everything
 * null: it is available. Nothing is changed; a port that another run of surestart has claimed is not touched.
 */
export async function examinePort(
  options: ExamineOptions,
  os?: System,
  bind: typeof probeBind = probeBind,
): Promise<PortState> {
  const { port, host } = options;
  const from = os ?? (await system());
  const state: PortState = {
    holders: null,
    busy: null,
    splitLoopback: null,
    beside: null,
    privileged: null,
    hostUnavailable: await hostUnavailable(host),
    reserved: null,
  };
  if (state.hostUnavailable) return state;

  const holders = await whoHolds(port, undefined, from);
  const claim = await claimOn(port, holders, from);
  for (const holder of holders) {
    holder.claimedBy = claim?.claimedBy ?? null;
    if (options.program) holder.ownRun = await isOwnRun(holder, options.program, from);
  }
  const found = holders.filter((h) => needsWholePort(host) || isInTheWay(h.address, host));
  // It would start, and `localhost` would be two programs: `run` goes to another port, which takes the holders for that.
  state.beside = found.some((h) => isInTheWay(h.address, host)) ? null : (found[0] ?? null);
  if (found.length > 0) {
    state.splitLoopback = split(holders);
    state.holders = found;
    return state;
  }
  if (claim) {
    state.holders = [claim];
    return state;
  }

  const refusal = await bind(port, host);
  if (refusal?.code === "EADDRINUSE") state.busy = await busyWithoutListener(port, from);
  if (refusal?.code === "EACCES") Object.assign(state, await withoutRight(port, from));
  return state;
}

/** The host is not an address of this machine, or the resolver does not know it. */
async function hostUnavailable(host: string | undefined): Promise<PortState["hostUnavailable"]> {
  if (host === undefined || host === "") return null;
  const addresses = addressesOf(host);
  if (addresses === null) {
    try {
      const found = await resolved(host);
      const codes = await Promise.all(found.map(({ address }) => tryListen(0, address)));
      return codes.length > 0 && codes.every((code) => code !== null) ? { reason: "not-local" } : null;
    } catch {
      return { reason: "unresolved" };
    }
  }
  for (const address of addresses) {
    const code = await tryListen(0, address);
    if (code !== "EADDRNOTAVAIL" && code !== "EAFNOSUPPORT") return null;
  }
  return { reason: "not-local" };
}

/** A port that a run was given and where its program does not listen yet: the run stands for its program. */
async function claimOn(port: number, holders: readonly Holder[], from: System): Promise<Holder | null> {
  const owner = (await (await claims())?.ownerOf(port)) ?? null;
  if (owner === null || owner.pid === process.pid) return null;
  const claimedBy = { pid: owner.pid, dir: owner.dir };
  const sample = holders[0];
  if (sample) return { ...sample, claimedBy };
  const [run] = await from.details([owner.pid]);
  if (!run) return null;
  return { ...standIn(run, port, null), claimedBy };
}

/** A process that has a port without a socket that could be seen. */
function standIn(one: ProcessDetails, port: number, system: string | null): Holder {
  const { pid, startTime, argv, cwd, user, uid, since, group } = one;
  return {
    ...{ pid, startTime, argv, cwd, user, uid, since, group },
    ...{ parents: [], address: "::", port, family: 6, socket: null, system, ownRun: false, claimedBy: null },
  };
}

/** 127.0.0.1 and ::1 are answered by two programs: which one "localhost" means is chance. */
export function split(holders: readonly Holder[]): [Holder, Holder] | null {
  const answers = (loopback: string, wildcards: string[]): Holder | undefined =>
    holders.find((h) => h.address === loopback) ?? holders.find((h) => wildcards.includes(h.address));
  const v4 = answers("127.0.0.1", ["0.0.0.0", "::"]);
  const v6 = answers("::1", ["::"]);
  if (!v4 || !v6 || v4.socket === v6.socket) return null;
  return v4.pid !== null && v4.pid === v6.pid ? null : [v4, v6];
}

/** The addresses of a name. A resolver that takes long says nothing: then none, and no fault either. */
async function resolved(host: string): Promise<{ address: string }[]> {
  const time = new AbortController();
  const late = setTimeout(resolveTime, [], { signal: time.signal }).catch(() => []);
  return Promise.race([lookup(host, { all: true }), late]).finally(() => time.abort());
}

/** The bind is refused for want of a right (WinError 10013), and no program listens. In the order in which it is likely. */
async function withoutRight(
  port: number,
  from: System,
): Promise<Partial<Pick<PortState, "reserved" | "holders" | "privileged" | "busy">>> {
  const reserved = (await from.reserved()).find((r) => port >= r.from && port <= r.to);
  if (reserved) return { reserved };
  if ((await from.kernelHttpPorts()).includes(port)) {
    const [kernel] = await from.details([4]);
    if (kernel) return { holders: [standIn(kernel, port, mustNotStop({ ...kernel, pid: 4 }))] };
  }
  if (port < unprivilegedFrom()) return { privileged: { limit: unprivilegedFrom() } };
  const evidence = `binding port ${port} is forbidden (EACCES), although no process listens on it`;
  return { busy: { kind: "unknown", evidence } };
}

/** No process listens, and still it cannot be bound: what the socket table has on that port says why. */
async function busyWithoutListener(port: number, from: System): Promise<PortState["busy"]> {
  const sockets = await from.sockets({ ports: [port], state: "any" });
  if (sockets.some((s) => s.state === "LISTEN")) return null;
  const open = sockets.find((s) => s.remote !== null && s.state !== "TIME-WAIT");
  if (open) {
    const pid = open.pids[0];
    return { kind: "client-port", evidence: connection(open), ...(pid === undefined ? {} : { pid }) };
  }
  const waiting = sockets.filter((s) => s.state === "TIME-WAIT");
  if (waiting[0]) return { kind: "time-wait", evidence: connection(waiting[0]) };
  // WSL's mirrored network shares its ports with Windows, whose sockets no table here has.
  const elsewhere = /microsoft/i.test(release()) ? "; under WSL, a Windows program may use it" : "";
  return {
    kind: "bound-not-listening",
    evidence: `binding port ${port} is refused (EADDRINUSE), although no socket table lists it${elsewhere}`,
  };
}

function connection(socket: Socket): string {
  const end = (address: string, port: number): string => `${bracketed(address)}:${port}`;
  const remote = socket.remote ? ` to ${end(socket.remote.address, socket.remote.port)}` : "";
  return `${socket.state} from ${end(socket.address, socket.port)}${remote}`;
}
